"""Pages, mails and words call the meeting service by the name that its provider states, never by one of their own."""

from dataclasses import replace
from pathlib import Path

import pytest

from booking.app import create_app
from booking.assets import assets
from tests.mails import mails_in, text_of
from tests.meetings.fakes import FAKE, FakeMeetings
from tests.town import StandingClock, config_for
from tests.web.seeker_visits import SeekerVisit, run_jobs
from tests.web.staff_visits import OMURA_CLERK, StaffVisit, the_booking

ROOT = Path(__file__).parents[2]
TEAMS = replace(FAKE, product="Microsoft Teams", has_host_link=False)


@pytest.fixture
def seeker(sqlite_town_url: str, clock: StandingClock, tmp_path: Path) -> SeekerVisit:
    """Misaki, who has just booked at an installation whose meetings are of Teams; the meeting is issued."""
    app = create_app(config_for(sqlite_town_url, tmp_path), clock=clock, meetings=FakeMeetings(traits=TEAMS))
    visit = SeekerVisit(app).sign_in()
    visit.book()
    run_jobs(app)
    return visit


def test_no_page_and_no_mail_is_bound_to_one_product() -> None:
    texts = [path for path in assets("templates").rglob("*") if path.suffix in {".html", ".txt", ".xml"}]
    words = [path for path in (ROOT / "booking").rglob("*.py") if "words" in str(path.relative_to(ROOT))]
    assert (len(texts) > 50, len(words) > 5) == (True, True)
    assert [path for path in [*texts, *words] if "Zoom" in path.read_text(encoding="utf-8")] == []


def test_a_seeker_reads_what_to_open(seeker: SeekerVisit) -> None:
    assert "自宅からMicrosoft Teamsで相談できます" in seeker.open("/").text
    page = seeker.open(f"/mypage/bookings/{the_booking(seeker.app).number}").text
    assert "リンクからMicrosoft Teamsに参加する" in page
    assert "Microsoft Teamsを起動して、「参加」を押します。" in page


def test_the_mail_names_it_too(seeker: SeekerVisit) -> None:
    (mail,) = mails_in(seeker.app.extensions["services"].config.mail_folder)
    assert "Microsoft Teamsでの名前は、表示名「" in text_of(mail)


def test_staff_read_how_it_is_started_and_entered(seeker: SeekerVisit) -> None:
    clerk, number = StaffVisit(seeker.app).sign_in(OMURA_CLERK), the_booking(seeker.app).number
    assert (
        "Microsoft Teamsが開きます。ホストのアカウントで" in clerk.open(f"/desk/bookings/{number}/meeting/start").text
    )
    entering = clerk.open(f"/desk/bookings/{number}/meeting").text
    assert "Microsoft Teamsで、このホストのミーティングを作ってください。" in entering
