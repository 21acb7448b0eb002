"""What seekers are told: letters rendered from facts, reminders, and what could not be delivered."""
