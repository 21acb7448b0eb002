"""How long people are kept: the nightly purge erases who is due."""

from booking.core.erasure import Night, Retention
from booking.leaving.erase_due import erase_due


def _erase(night: Night) -> int:
    return sum(1 for _ in erase_due(actor="job:purge", now=night.now, real_now=night.real_now))


RETAINED = (Retention("people", _erase),)
