"""The audit log as offices read it: of a booking, of a person, of what colleagues did (rules.md#audit-read)."""
