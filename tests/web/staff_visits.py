"""A member of staff at a browser without JavaScript, on Flask's test client; CSRF is on, as for everybody."""

from dataclasses import dataclass, field

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from booking import jobs
from booking.models import AuditLine, Booking
from database.base import db
from tests.town import password_of, seeker_id
from tests.whole.visitor import Form, forms_of

OMURA_CLERK = "uketsuke.omura@example.com"
SHIGA_CLERK = "uketsuke.shiga@example.com"
COUNSELLOR = "sodan@example.com"
MANAGER = "kanri@example.com"
ADMINISTRATOR = "unyo@example.com"

ALL_FACTS = ["seeker_number", "birth_date", "phone"]


@dataclass
class StaffVisit:
    """Sees one page at a time; redirects are followed."""

    app: Flask
    client: FlaskClient = field(init=False)
    answer: TestResponse = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def open(self, address: str) -> TestResponse:
        """Go to `address`."""
        self.answer = self.client.get(address, follow_redirects=True)
        return self.answer

    def press(self, words: str, /, **typed: str | list[str]) -> TestResponse:
        """Press the button that says `words`, with `typed` in its form's fields."""
        form = self.form(words)
        sent = {**form.fields, **typed, **form.buttons[words]}
        self.answer = self.client.post(form.action, data=sent, follow_redirects=True)
        return self.answer

    def form(self, words: str) -> Form:
        """The form whose button says `words`."""
        form = next((form for form in forms_of(self.answer.text) if words in form.buttons), None)
        assert form is not None, f"no button says {words}:\n{self.answer.text}"
        return form

    def sign_in(self, email: str) -> "StaffVisit":
        """Sign in at the desk's door."""
        self.open("/desk/login")
        with self.app.app_context():
            password = password_of(self.app, email)
        assert self.press("ログイン", login=email, password=password).status_code == 200
        return self

    def open_checked(self, seeker_number: str) -> int:
        """Open the card of one of the own office's people, tick the identity check; answer the seeker's id."""
        with self.app.app_context():
            person = seeker_id(seeker_number)
        self.open(f"/desk/seekers/{person}")
        assert self.press("本人確認を記録する", facts=ALL_FACTS).status_code == 200
        return person

    def open_booking_form(self, person: int, procedure: str, starts_at: str) -> TestResponse:
        """Go to the booking form of a slot ("2026-11-25T10:00:00+09:00") of a checked person."""
        address = f"/desk/seekers/{person}/book?procedure={procedure}&starts_at={starts_at.replace('+', '%2B')}"
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
