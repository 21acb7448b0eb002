"""The sign-in with MynaPortal against a certified provider; `.ci/oidc` installs it."""
