"""Changes: each is one act and one transaction, read from top to bottom: lock, load, ask the rules, change, tell."""
