"""What a feed means for the records here, as pure functions: told before it is done."""
