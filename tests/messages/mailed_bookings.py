"""What happens to a booking of Misaki's, each with the mail that tells of it; shared by tests of mails."""

from collections.abc import Sequence
from email.message import EmailMessage

from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from booking.bookings.move import move
from booking.jobs import deliver_mail, issue_meetings
from booking.people.switch_invitations import switch_invitations
from booking.services import services
from tests.bookings.builders import web_request
from tests.bookings.moves import FRIDAY_AT_ELEVEN, by_seeker
from tests.mails import mails_in
from tests.town import MISAKI, StandingClock, seeker_id


def switch(*, on: bool) -> None:
    """Have Misaki's mails carry invitations, or not."""
    switch_invitations(seeker_id(MISAKI), on=on, now=services().clock())


def booked(clock: StandingClock) -> str:
    """A booking of Misaki's on Wednesday 25 November at ten, and its mail."""
    number = book(web_request(), now=clock())
    send(clock)
    return number


def moved(number: str, clock: StandingClock) -> None:
    """Move it to Friday 27 November at eleven, and wait while the meeting of a second thought rests."""
    move(by_seeker(number, FRIDAY_AT_ELEVEN), now=clock())
    clock.move(minutes=5)
    send(clock)


def cancelled(number: str, clock: StandingClock) -> None:
    """Cancel it, as Misaki."""
    cancel(number, Canceller(f"seeker:{seeker_id(MISAKI)}", seeker_id=seeker_id(MISAKI)), now=clock())
    send(clock)


def send(clock: StandingClock) -> None:
    """Let the scheduler do its work; five minutes pass."""
    issue_meetings()
    deliver_mail()
    clock.move(minutes=5)


def mails() -> Sequence[EmailMessage]:
    """All mails so far, the oldest first."""
    return mails_in(services().config.mail_folder)
