"""The desk's pages of the audit log: what was done with a booking or a person, and what colleagues did."""
