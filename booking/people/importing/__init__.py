"""People of an office come in as a file: it is looked at first, line by line, and then taken in."""
