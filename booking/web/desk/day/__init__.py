"""The desk's pages of one day: its sheet, which keeps itself up to date, whom to call, and who sits where."""
