"""Sign-in, passwords, keys and who may call what."""
