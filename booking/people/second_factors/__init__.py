"""Second factors of an account: codes of a program (TOTP) and recovery codes; room for others beside them."""
