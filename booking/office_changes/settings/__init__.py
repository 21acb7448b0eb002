"""Changes of what an office, a procedure or a desk is and says, and new ones; as values, like all changes."""
