"""The desk's pages of bookings: taking one on the phone, showing, moving and cancelling it."""
