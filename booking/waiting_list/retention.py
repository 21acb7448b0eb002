"""How long entries of the waiting list are kept."""

from booking.core.erasure import Retention
from booking.waiting_list.wait import forget_closed_days

RETAINED = (Retention("entries of the waiting list", lambda night: forget_closed_days(now=night.now)),)
