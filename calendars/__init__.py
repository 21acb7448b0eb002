"""Office time, office days, holidays and calendar files; knows nothing of bookings."""
