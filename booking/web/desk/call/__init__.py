"""The page of a call, which grows downwards: who calls, how things stand, times, form, and what is read back."""
