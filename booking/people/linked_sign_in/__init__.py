"""Signing in by the check of somebody else: a provider of identities that speaks OpenID Connect (decision 0053)."""
