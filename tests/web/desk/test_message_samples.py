"""Staff see each message as a seeker of their office would get it."""

import re

import pytest
from flask import Flask

from booking.announcements.kinds import KINDS
from database.base import db
from notifier.folding import WIDTH, width
from notifier.tables import Message
from tests.web.staff_visits import COUNSELLOR, MANAGER, OMURA_CLERK, SHIGA_CLERK, StaffVisit


def sample(app: Flask, clerk: str, **chosen: str) -> str:
    """The page of samples with these choices."""
    query = "&".join(f"{name}={value}" for name, value in chosen.items())
    return StaffVisit(app).sign_in(clerk).open(f"/desk/message-samples?{query}").text


def mail_in(page: str) -> str:
    """The mail's text."""
    found = re.search(r'<pre class="mail-text">(.*?)</pre>', page, re.DOTALL)
    assert found is not None
    return found[1]


def test_every_kind_of_message_has_a_name_of_its_own() -> None:
    assert len({kind.name for kind in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_shown_in_lines_of_35_characters(sqlite_app: Flask, kind: str) -> None:
    page = sample(sqlite_app, OMURA_CLERK, kind=kind)
    assert f'value="{kind}" selected' in page
    assert "ハローワーク大村" in mail_in(page)
    lines = mail_in(page).splitlines()
    assert [line for line in lines if width(line) > WIDTH and "://" not in line] == []
    assert [line for line in lines if line.startswith("/")] == []  # the address of a page begins with its host


def test_the_mail_carries_what_the_procedure_says_for_the_channel(sqlite_app: Flask) -> None:
    web = mail_in(sample(sqlite_app, OMURA_CLERK, procedure="omura-soudan", channel="web"))
    phone = mail_in(sample(sqlite_app, OMURA_CLERK, procedure="omura-soudan", channel="phone"))
    assert "https://example.com/j/86012345678" in web
    assert "パスコード：204816" in phone
    assert "パスコード：" not in mail_in(sample(sqlite_app, SHIGA_CLERK))


def test_the_mail_of_a_delayed_meeting_is_shown_as_well(sqlite_app: Flask) -> None:
    assert "もう一度メールでお知らせします" in mail_in(sample(sqlite_app, OMURA_CLERK, meeting="none"))


@pytest.mark.parametrize("who", [COUNSELLOR, MANAGER])
def test_counsellors_and_managers_look_as_well(sqlite_app: Flask, who: str) -> None:
    assert "連絡の見本" in sample(sqlite_app, who)


def test_another_offices_procedure_is_not_among_the_choices(sqlite_app: Flask) -> None:
    page = sample(sqlite_app, SHIGA_CLERK, procedure="omura-soudan", channel="web", kind="nothing")
    assert "omura-soudan" not in page
    assert 'value="shiga-soudan" selected' in page


def test_looking_posts_nothing(sqlite_app: Flask) -> None:
    sample(sqlite_app, OMURA_CLERK, kind="booked")
    with sqlite_app.app_context():
        assert db.session.query(Message).all() == []
