"""Minutes that capture: what is recognised in them, and the records it comes to."""
