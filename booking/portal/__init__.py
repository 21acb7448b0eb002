"""What my-page is beside the bookings; switched off by MADOGUCHI_PORTAL=core. Only the wiring of the app knows it."""

from flask import Flask


def register(app: Flask, *, open_to_all: bool) -> None:
    """Put the jobs of the portal on the app and, where it is open, its pages."""
    from booking.portal import registration

    registration.remind_daily(app)
    if open_to_all:
        registration.register(app)
