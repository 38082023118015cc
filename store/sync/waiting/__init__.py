"""What waits for a person, and what becomes of their word on it."""
