"""From an address to bytes: over the network or from a file, within limits."""
