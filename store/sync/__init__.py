"""Records from remote feeds: fetched, merged field by field, applied as one batch."""
