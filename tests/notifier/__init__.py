"""Messages, their deliveries and the files that mail becomes."""
