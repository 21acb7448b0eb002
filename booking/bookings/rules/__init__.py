"""Rules of booking as pure functions of values."""
