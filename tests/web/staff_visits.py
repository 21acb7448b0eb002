"""What staff do at a browser without JavaScript."""

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from booking import jobs
from booking.tables import AuditLine, Booking
from database.base import db
from tests.town import password_of, seeker_id
from tests.web.visits import Visit

OMURA_CLERK = "uketsuke.omura@example.com"
SHIGA_CLERK = "uketsuke.shiga@example.com"
COUNSELLOR = "sodan@example.com"
MANAGER = "kanri@example.com"
ADMINISTRATOR = "unyo@example.com"

ALL_FACTS = ["seeker_number", "birth_date", "phone"]


class StaffVisit(Visit):
    """A member of staff at a browser."""

    def sign_in(self, email: str) -> "StaffVisit":
        """Sign in at the desk's door."""
        self.alone_in_its_context()
        self.open("/desk/login")
        return self.sign_in_here(email)

    def sign_in_here(self, email: str) -> "StaffVisit":
        """Sign in at the door that is seen, and go on to where one was."""
        with self.app.app_context():
            password = password_of(self.app, email)
        assert self.press("ログイン", login=email, password=password).status_code in {200, 403}
        return self

    def open_checked(self, seeker_number: str) -> int:
        """Tick the identity check of one of the own office's people, and go to their card; answer the seeker's id."""
        with self.app.app_context():
            person = seeker_id(seeker_number)
        self.open(f"/desk/call/{person}?next=/desk/seekers/{person}")
        assert self.press("本人確認を記録する", facts=ALL_FACTS).status_code == 200
        return person

    def open_booking_form(self, person: int, procedure: str, starts_at: str) -> TestResponse:
        """Go to the booking form of a slot ("2026-11-25T10:00:00+09:00") of a checked person."""
        address = f"/desk/call/{person}/book?procedure={procedure}&starts_at={starts_at.replace('+', '%2B')}"
        return self.open(address)


def audit_acts(app: Flask) -> list[str]:
    """Who did what, in order: "staff:2 book booking:123456782"; what the fixtures did is left out."""
    with app.app_context():
        lines = db.session.scalars(select(AuditLine).where(AuditLine.actor != "test").order_by(AuditLine.id))
        return [f"{line.actor} {line.act} {line.object}" for line in lines]


def the_booking(app: Flask) -> Booking:
    """The only booking."""
    with app.app_context():
        return db.session.scalars(select(Booking)).one()


def issue_meetings(app: Flask) -> None:
    """Let the scheduler's job issue what is wanted."""
    with app.app_context():
        jobs.issue_meetings()
