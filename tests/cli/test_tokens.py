"""`madoguchi token create`, `list` and `revoke`."""

import json

import pytest

from booking.cli.wiring import prepared_app
from booking.people.bearer_tokens import TokenHolder, holder_of
from booking.tables import Realm, Scope
from tests.cli.conftest import Madoguchi

NEW = (
    "token",
    "create",
    "misaki@example.com",
    "--realm",
    "my_page",
    "--name",
    "予約アプリ",
    "--scope",
    "bookings:read",
)


def holder(token: str) -> TokenHolder | None:
    with prepared_app():
        return holder_of(token)


def test_a_token_is_printed_once_and_opens_what_was_asked_for(madoguchi: Madoguchi) -> None:
    token = madoguchi(*NEW, "--scope", "inbox:read").printed.strip()
    found = holder(token)
    assert found is not None
    assert found.principal.realm is Realm.MY_PAGE
    assert found.scopes == {Scope.BOOKINGS_READ, Scope.INBOX_READ}
    assert token not in madoguchi("token", "list", "--json").printed


def test_the_list_tells_whose_tokens_there_are(madoguchi: Madoguchi) -> None:
    madoguchi(*NEW)
    (row,) = json.loads(madoguchi("token", "list", "--json").printed)
    assert (row["email"], row["name"], row["scopes"]) == ("misaki@example.com", "予約アプリ", ["bookings:read"])
    assert (row["last_used_at"], row["revoked_at"]) == (None, None)
    assert madoguchi("token", "list", "--email", "kakuto@example.com").printed == ""
    assert "used never" in madoguchi("token", "list").printed
    assert "misaki@example.com" in madoguchi("token", "list", "--email", "ｍｉｓａｋｉ＠example。com").printed


def test_a_revoked_token_opens_nothing_and_is_revoked_once(madoguchi: Madoguchi) -> None:
    token = madoguchi(*NEW).printed.strip()
    assert madoguchi("token", "revoke", "1").status == 0
    assert holder(token) is None
    assert madoguchi("token", "revoke", "1").complaint == "madoguchi: there is no live token with the number 1\n"
    assert "revoked 20" in madoguchi("token", "list").printed


@pytest.mark.parametrize(
    ("changed", "status", "complaint"),
    [
        (("nobody@example.com", "my_page", "bookings:read"), 1, "nobody signs in with nobody@example.com"),
        (("misaki@example.com", "desk", "bookings:read"), 1, "at this door"),
        (("uketsuke.omura@example.com", "desk", "inbox:read"), 1, "cannot have the scope inbox:read"),
        (("misaki@example.com", "my_page", "everything"), 2, "invalid choice: 'everything'"),
    ],
)
def test_what_cannot_be_is_told(madoguchi: Madoguchi, changed: tuple[str, ...], status: int, complaint: str) -> None:
    email, realm, scope = changed
    answer = madoguchi("token", "create", email, "--realm", realm, "--name", "test", "--scope", scope)
    assert (answer.status, answer.printed) == (status, "")
    assert complaint in answer.complaint


@pytest.mark.parametrize("name", ["", " ", "two\nlines", "x" * 101])
def test_a_token_needs_a_name_that_people_can_read(madoguchi: Madoguchi, name: str) -> None:
    answer = madoguchi(
        "token", "create", "misaki@example.com", "--realm", "my_page", "--name", name, "--scope", "inbox:read"
    )
    assert (answer.status, "a name has 1 to 100 letters on one line" in answer.complaint) == (2, True)


@pytest.mark.parametrize("number", ["0", "x", "99999999999"])
def test_a_number_that_no_token_can_have_is_misuse(madoguchi: Madoguchi, number: str) -> None:
    assert madoguchi("token", "revoke", number).status == 2
