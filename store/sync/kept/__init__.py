"""What is kept of each source beside the journal: its definition, what it said, what waits."""
