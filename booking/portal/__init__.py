"""What my-page is beside the bookings; switched off by MADOGUCHI_PORTAL=core. Only the wiring of the app knows it."""

from flask import Flask


def register(app: Flask) -> None:
    """Put the pages and the jobs of the portal on the app."""
    from booking.portal import registration

    registration.register(app)
