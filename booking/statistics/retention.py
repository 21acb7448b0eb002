"""How long demands are kept: a year's statistics can be compared with those of the year before."""

from booking.core.erasure import KeptFor, kept_for
from booking.tables import Demand
from calendars.office_time import day_of

# After the day that was wanted: never less than the year before this one.
DEMANDS = KeptFor("demands", 3 * 366, least=2 * 366, most=5 * 366)

RETAINED = (kept_for("demands", DEMANDS, Demand, lambda night: Demand.day < day_of(night.now) - night.kept(DEMANDS)),)
