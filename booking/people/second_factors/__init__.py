"""Second factors of staff: codes of a program (TOTP), recovery codes, and passkeys as one of them."""
