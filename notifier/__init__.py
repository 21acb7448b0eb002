"""Messages and their deliveries; knows nothing of bookings."""
