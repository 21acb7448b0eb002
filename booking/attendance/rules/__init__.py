"""From events to stays, from stays to evidence, from evidence to a suggestion; pure functions of values."""
