"""How often a seeker may change their mind on a day (rules.md#second-thoughts); knows no tables.

Counted for each procedure and by the office's day, on the web and in the API. Staff may go on, for that seeker too.
"""

from dataclasses import dataclass
from datetime import date

from booking.bookings.refusals import TooManyGivenBack, TooManyMoves
from booking.core.refusals import OfficeContact

GIVEN_BACK_A_DAY = 3
MOVES_A_DAY = 3


@dataclass(frozen=True)
class SecondThoughts:
    """How often the seeker gave a booking of the procedure back today, and how often one was moved."""

    given_back: int = 0
    moved: int = 0

    @property
    def any_today(self) -> bool:
        """Whether they have changed their mind today."""
        return bool(self.given_back or self.moved)

    @property
    def last_giving_back(self) -> bool:
        """Whether one more is the last of the day."""
        return self.given_back == GIVEN_BACK_A_DAY - 1

    @property
    def last_move(self) -> bool:
        """Whether one more is the last of the day."""
        return self.moved == MOVES_A_DAY - 1


NO_SECOND_THOUGHTS = SecondThoughts()


def refuse_unless_may_give_back(
    thoughts: SecondThoughts, *, booked_on: date, today: date, office: OfficeContact
) -> None:
    """Raise TooManyGivenBack unless the seeker may give a booking back today.

    What was booked on an earlier day always may be: nobody is kept in a consultation to which they cannot come, and of
    such bookings there are only as many as one may have open.

    Raises:
        TooManyGivenBack: it was booked today, like others that were given back.
    """
    if booked_on == today and thoughts.given_back >= GIVEN_BACK_A_DAY:
        raise TooManyGivenBack(office, GIVEN_BACK_A_DAY)


def refuse_unless_may_move_again(thoughts: SecondThoughts, *, office: OfficeContact) -> None:
    """Raise TooManyMoves unless the seeker may move once more today.

    Raises:
        TooManyMoves: they have moved as often as one may on a day.
    """
    if thoughts.moved >= MOVES_A_DAY:
        raise TooManyMoves(office, MOVES_A_DAY)
