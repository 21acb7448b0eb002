"""What staff do about Misaki's mail that came back, and what is kept of it."""

from collections.abc import Sequence

from booking import jobs
from booking.bookings.move import move
from booking.tables import AuditLine, Booking
from notifier.channels import NotDelivered
from notifier.tables import FailedDelivery
from tests.bookings.builders import all_of
from tests.bookings.moves import by_seeker
from tests.meetings.fakes import FakeChannel
from tests.town import FRIDAY_MORNING, MISAKI, seeker_id
from tests.web.staff_visits import StaffVisit, audit_acts

WED_25 = "2026-11-25T10:00:00+09:00"
LIST, RESOLVED = "/desk/undelivered", "/desk/undelivered/resolved"
MISAKIS = "髙城 美咲さんの連絡："
NONE_OPEN = "対応を待っている連絡はありません"


def all_failed(visit: StaffVisit) -> Sequence[FailedDelivery]:
    with visit.app.app_context():
        return all_of(FailedDelivery)


def the_failed(visit: StaffVisit) -> FailedDelivery:
    return all_failed(visit)[0]


def press_on_list(visit: StaffVisit, button: str) -> str:
    """Open the list and press a button of Misaki's line; the page that answers."""
    visit.open(LIST)
    return visit.press(MISAKIS + button).text


def last_act(visit: StaffVisit) -> list[str]:
    """Who did what to what, as the audit log has it."""
    return audit_acts(visit.app)[-1].split()


def last_facts(visit: StaffVisit) -> dict[str, str | int | bool | None]:
    """The facts of that line."""
    with visit.app.app_context():
        return all_of(AuditLine)[-1].facts


def deliver(visit: StaffVisit) -> int:
    """Let the scheduler send what is due; how many mails it tried."""
    with visit.app.app_context():
        return jobs.deliver_mail()


def deliver_in_vain(visit: StaffVisit, channel: FakeChannel) -> None:
    """Let the next mail be refused for good."""
    channel.failures.append(NotDelivered("550 no such mailbox", permanent=True))
    deliver(visit)


def send_again_in_vain(visit: StaffVisit, channel: FakeChannel) -> None:
    """Send Misaki's again; it is refused like the first time."""
    press_on_list(visit, "もう一度送る")
    deliver_in_vain(visit, channel)


def misaki(visit: StaffVisit) -> int:
    with visit.app.app_context():
        return seeker_id(MISAKI)


def correct_address(visit: StaffVisit, address: str = "misaki.t@example.com") -> None:
    """Correct the address of Misaki, who was checked."""
    visit.open(f"/desk/seekers/{misaki(visit)}/email")
    visit.press("メールアドレスを直す", email=address, reason="聞きまちがえていたため")


def move_booking(visit: StaffVisit) -> None:
    """Misaki moves to Thursday 26 November."""
    with visit.app.app_context():
        move(by_seeker(all_of(Booking)[0].number, "2026-11-26 10:00"), now=FRIDAY_MORNING)
