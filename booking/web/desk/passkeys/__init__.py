"""Passkeys of staff: at the door, and what one does about one's own."""
