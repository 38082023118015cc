"""What is tracked, how it is kept, asked, merged and told. No screen, no framework."""
