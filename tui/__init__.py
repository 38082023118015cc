"""The dashboard and the command line: everything that faces a person."""
