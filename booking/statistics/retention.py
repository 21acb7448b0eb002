"""How long demands are kept: a year's statistics can be compared with those of the year before."""

from datetime import timedelta

from booking.core.erasure import Retention, delete_old
from booking.tables import Demand
from calendars.office_time import day_of

DEMANDS_KEPT = timedelta(days=3 * 366)  # after the day that was wanted

RETAINED = (Retention("demands", lambda night: delete_old(Demand, Demand.day < day_of(night.now) - DEMANDS_KEPT)),)
