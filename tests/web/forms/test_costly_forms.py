"""Forms that cost much, a password's hash or a large body, are bounded before the cost (docs/attacks.md)."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from booking.core.rate_limits import count_sign_in
from booking.web.desk.people.file import LARGEST_BODY, PATH
from tests.web.seeker_visits import SeekerVisit
from tests.web.staff_visits import OMURA_CLERK, StaffVisit

NETWORK = {"REMOTE_ADDR": "127.0.0.1"}


def used_up(app: Flask, address: str) -> None:
    """This network has sent the form as often as it may."""
    with app.test_request_context(address, method="POST", environ_base=NETWORK):
        for _ in range(100):
            count_sign_in()


@pytest.mark.parametrize(
    "address",
    ["/login", "/login/code", "/open/password", "/register/password", "/password/reset", "/sign-up/details"],
)
def test_a_network_sends_passwords_a_hundred_times_in_five_minutes(sqlite_app: Flask, address: str) -> None:
    visit = SeekerVisit(sqlite_app)
    visit.open("/login")
    used_up(sqlite_app, address)
    token = visit.form("ログイン").fields["csrf_token"]
    assert visit.send(address, csrf_token=token).status_code == 429


@pytest.mark.parametrize("address", ["/mypage/password", "/mypage/leave", "/mypage/email/confirm"])
def test_so_does_who_is_signed_in(sqlite_app: Flask, address: str) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    visit.open("/mypage/leave")
    used_up(sqlite_app, address)
    token = visit.form("退会する").fields["csrf_token"]
    assert visit.send(address, csrf_token=token).status_code == 429


class Unread(BytesIO):
    """A body that notes whether anybody has read it."""

    was_read = False

    def read(self, *how_much: Any) -> bytes:
        """Note it."""
        self.was_read = True
        return super().read(*how_much)


def large_file_of(visit: StaffVisit) -> tuple[Unread, int, str]:
    """A file as large as any, sent from this browser: its body, and what was answered."""
    body = Unread(b"x" * LARGEST_BODY)
    sent: dict[str, Any] = {"input_stream": body, "content_length": LARGEST_BODY}
    answer = visit.client.post(PATH, content_type="multipart/form-data; boundary=x", **sent)
    return body, answer.status_code, answer.headers.get("Location", "")


def test_a_strangers_large_file_is_not_read(sqlite_app: Flask) -> None:
    body, status, where = large_file_of(StaffVisit(sqlite_app))
    assert (body.was_read, status) == (False, 303)
    assert where.startswith("/desk/login")


def test_nor_is_a_file_of_staff_who_may_hand_in_none(sqlite_app: Flask) -> None:
    body, status, _where = large_file_of(StaffVisit(sqlite_app).sign_in(OMURA_CLERK))
    assert not body.was_read
    assert status in {303, 403}


def test_nothing_stays_of_a_page_that_shows_a_secret_before_the_sign_in(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app)
    visit.open("/open")
    assert visit.answer.headers["Cache-Control"] == "no-cache"
    visit.press("次へ進む", privacy_policy="yes", my_page_terms="yes")
    assert visit.answer.headers["Cache-Control"] == "no-store"
