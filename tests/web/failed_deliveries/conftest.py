"""Omura's clerk, who has booked for Misaki on Friday 20 November, whose mail came back."""

from dataclasses import replace
from pathlib import Path

import pytest

from booking.announcements.channels import Channels
from booking.app import create_app
from booking.messages.channels.mail import mail
from notifier.channels import NotDelivered
from tests.meetings.fakes import FakeChannel
from tests.town import MISAKI, StandingClock, config_for
from tests.web.failed_deliveries.visits import WED_25, deliver
from tests.web.staff_visits import MANAGER, OMURA_CLERK, StaffVisit, issue_meetings


@pytest.fixture
def channel() -> FakeChannel:
    """A mail server that knows no such mailbox."""
    return FakeChannel(failures=[NotDelivered("550 no such mailbox", permanent=True)])


@pytest.fixture
def clerk(sqlite_town_url: str, clock: StandingClock, tmp_path: Path, channel: FakeChannel) -> StaffVisit:
    """Omura's clerk, once the mail has come back."""
    config = config_for(sqlite_town_url, tmp_path)
    app = create_app(config, clock=clock, channels=Channels({"mail": replace(mail(config), carrier=channel)}))
    visit = StaffVisit(app).sign_in(OMURA_CLERK)
    visit.open_booking_form(visit.open_checked(MISAKI), "omura-soudan", WED_25)
    visit.press("予約する", channel="phone", topic="面接の練習", consent="yes")
    issue_meetings(app)
    deliver(visit)
    return visit


@pytest.fixture
def colleague(clerk: StaffVisit) -> StaffVisit:
    """The manager, 管理 京子, to whom Omura belongs as well."""
    return StaffVisit(clerk.app).sign_in(MANAGER)
