"""The pages of the registration: for who registers, and for staff who confirm it."""

from booking.portal.registration.pages import desk, editing, sending, steps
from booking.portal.registration.pages.blueprint import blueprint

__all__ = ["blueprint", "desk", "editing", "sending", "steps"]
