"""What happened over weeks and months: counted from the rows when asked, and without names (rules.md#statistics)."""
