"""What happens when several people want the same at once."""
