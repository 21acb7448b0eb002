"""Forms by which managers change what an office file says: built from the file's shape, checked by the file's rules."""
