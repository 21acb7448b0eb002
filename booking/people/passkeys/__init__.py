"""Passkeys of an account: a sign-in that cannot be phished, beside the password (decision 0052)."""
