"""Says to a seeker or to staff why a booking was not moved; that it stays as it was, the page says beside it."""

from collections.abc import Callable

from booking.availability.refusals import SlotRefused, SlotTaken
from booking.core.explain import Telling, tell
from booking.core.refusals import Refusal
from booking.core.texts import _
from calendars.wording import clock, short_day


def tell_not_moved(refused: SlotRefused, *, say: Callable[[Refusal], Telling] = tell) -> Telling:
    """The words for a refused move, which leaves a booking behind, as a refused booking does not.

    `say` is `tell`, or `tell_staff` at the desk.
    """
    telling = say(refused)
    happened = telling.what_happened
    if isinstance(refused, SlotTaken):
        happened = _("%(when)sは満席になりました。", when=f"{short_day(refused.starts_at)}{clock(refused.starts_at)}")
    return Telling(telling.title, happened, telling.what_to_do)
