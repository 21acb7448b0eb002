"""What several chapters stand on: channels, decisions, dates, texts, keys, counts, and the base of refusals."""
