"""How long waits are kept."""

from booking.core.erasure import Retention
from booking.waiting_list.wait import forget_closed_days

RETAINED = (Retention("waits", lambda night: forget_closed_days(now=night.now)),)
