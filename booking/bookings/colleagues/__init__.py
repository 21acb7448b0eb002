"""What colleagues arrange among themselves about bookings, and no seeker is told: who holds them, and notes."""
