"""The desk's pages of attendance, absences and suspensions."""
