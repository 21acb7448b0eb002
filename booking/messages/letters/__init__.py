"""What a message is rendered from, a file a subject."""
