"""Who may book (rules.md#who-may-book): my-page, registration, suspension, open bookings; knows no tables."""

from dataclasses import dataclass
from datetime import date, datetime

from booking.bookings.refusals import RegistrationNotValid, Suspended, TooManyOpenBookings
from booking.bookings.rules.second_thoughts import NO_SECOND_THOUGHTS, SecondThoughts
from booking.core.refusals import OfficeContact
from booking.core.suspensions import is_running
from booking.people.refusals import MyPageClosed, MyPageNotOpened


@dataclass(frozen=True)
class Standing:
    """What counts of a seeker: my-page, registration and suspension by last day, the open bookings, the open hold."""

    my_page_opened: bool
    registration_valid_until: date | None
    open_bookings: tuple[str, ...]  # their numbers
    own_starts: tuple[datetime, ...] = ()  # and their starts, office time
    suspended_until: date | None = None  # at the procedure's office, inclusive
    hold_id: int | None = None  # the one open hold, of whatever procedure; it may have lapsed
    second_thoughts: SecondThoughts = NO_SECOND_THOUGHTS  # of today and of the procedure
    my_page_closed: bool = False  # by staff (利用不可)


def refuse_unless_may_book(standing: Standing, *, max_open_bookings: int, today: date, office: OfficeContact) -> None:
    """Raise a refusal unless the seeker may book one more at `office` today.

    Raises:
        MyPageNotOpened, RegistrationNotValid, Suspended: as for a move.
        TooManyOpenBookings: the procedure's limit is reached.
    """
    refuse_unless_may_move(standing, today=today, office=office)
    if len(standing.open_bookings) >= max_open_bookings:
        raise TooManyOpenBookings(office, max_open_bookings, standing.open_bookings)


def refuse_unless_may_move(standing: Standing, *, today: date, office: OfficeContact) -> None:
    """Raise a refusal unless the seeker may take another time for a booking that they have at `office`.

    What moves is there already, so it does not count against the limit.

    Raises:
        MyPageNotOpened: there is no inbox to which the meeting could be sent.
        MyPageClosed: nobody gets in to read it there.
        RegistrationNotValid: 求職登録 is not valid today.
        Suspended: the office has suspended them, today included.
    """
    if not standing.my_page_opened:
        raise MyPageNotOpened(office)
    if standing.my_page_closed:
        raise MyPageClosed(office)
    valid_until = standing.registration_valid_until
    if valid_until is None or valid_until < today:
        raise RegistrationNotValid(office, valid_until)
    last_day = standing.suspended_until
    if last_day is not None and is_running(last_day, today=today):
        raise Suspended(office, last_day)


def ends_before(registration_valid_until: date | None, day: date) -> bool:
    """Whether the registration ends before the consultation day: the booking stands, but both sides are told."""
    return registration_valid_until is not None and registration_valid_until < day
