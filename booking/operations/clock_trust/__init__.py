"""Whether the machine's clock may be believed."""
