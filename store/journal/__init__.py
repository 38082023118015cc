"""The journal under TinyDB: how records are kept, whatever they are. Knows no kind of them."""
