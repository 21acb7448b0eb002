"""Passkeys of seekers: at the door, and what one does about one's own."""
