"""What my-page is beside the bookings."""
