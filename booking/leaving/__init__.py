"""People leave: what ends at once (退会), and what of a person is erased after years (decision 0051)."""
