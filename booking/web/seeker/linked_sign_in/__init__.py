"""Signing in with MynaPortal, and linking it: the door, the owner's page, and the way to the provider and back."""
