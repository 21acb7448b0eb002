"""The `madoguchi` command, as its operator meets it."""
