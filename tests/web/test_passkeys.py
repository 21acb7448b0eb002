"""What strangers send to the pages of passkeys, at both doors (docs/attacks.md); journeys walk them in a browser."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from booking.app import create_app
from booking.tables import Passkey
from tests.bookings.builders import all_of
from tests.software_key import SoftwareKey
from tests.town import StandingClock, close_connections, config_for, password_of
from tests.web.passkey_visits import DESK, MY_PAGE, Door, challenge_for, key_for, key_of, make_passkey, show_passkey
from tests.web.seeker_visits import KAKUTO, MISAKI, SeekerVisit
from tests.web.staff_visits import OMURA_CLERK, SHIGA_CLERK, StaffVisit
from tests.web.visits import Visit

both_doors = pytest.mark.parametrize("door", [MY_PAGE, DESK], ids=["my-page", "desk"])
DESKS, SEEKERS = (OMURA_CLERK, SHIGA_CLERK), (MISAKI, KAKUTO)
NONSENSE = ("", "{}", "null", "nonsense", '{"id":"あ","rawId":"あ"}', "{" * 2000)


@pytest.fixture
def localhost_app(sqlite_town_url: str, clock: StandingClock, tmp_path: Path) -> Iterator[Flask]:
    """The service under a name: browsers make no passkeys for a bare IP address."""
    app = create_app(replace(config_for(sqlite_town_url, tmp_path), base_url="http://localhost"), clock=clock)
    yield app
    with app.app_context():
        close_connections()


def signed_in(app: Flask, door: Door, *, as_another: bool = False) -> Visit:
    """Somebody who has come in by this door."""
    visit = StaffVisit(app) if door is DESK else SeekerVisit(app)
    return visit.sign_in(login(door, as_another=as_another))


def login(door: Door, *, as_another: bool = False) -> str:
    """One of two who come in by this door."""
    return (DESKS if door is DESK else SEEKERS)[as_another]


def password(app: Flask, door: Door, *, as_another: bool = False) -> str:
    """What whoever is `signed_in` types."""
    with app.app_context():
        return password_of(app, login(door, as_another=as_another))


def at_the_device(app: Flask, door: Door) -> Visit:
    """Somebody who has given the password once more, and is asked to unlock the device."""
    visit = signed_in(app, door)
    visit.open(door.passkeys)
    visit.press("登録に進む", password=password(app, door))
    assert visit.path == f"{door.passkeys}/new"
    return visit


def with_passkey(app: Flask, door: Door) -> SoftwareKey:
    """A key with a passkey of whoever comes in by this door."""
    return key_of(app, login(door))


def at_the_door(app: Flask, door: Door) -> Visit:
    """A stranger at the door."""
    visit = Visit(app)
    visit.open(door.sign_in)
    return visit


def how_many(app: Flask) -> int:
    """The passkeys that are kept."""
    with app.app_context():
        return len(all_of(Passkey))


@both_doors
def test_a_passkey_signs_in_and_leads_to_the_page_that_was_asked_for(localhost_app: Flask, door: Door) -> None:
    key, visit = with_passkey(localhost_app, door), Visit(localhost_app)
    visit.open(door.passkeys)
    assert visit.path == door.sign_in
    show_passkey(visit, key)
    assert visit.path == door.passkeys


@both_doors
def test_a_page_elsewhere_that_looks_like_ours_gets_nobody_in(localhost_app: Flask, door: Door) -> None:
    key, visit = with_passkey(localhost_app, door), at_the_door(localhost_app, door)
    show_passkey(visit, replace(key, origin="https://madoguchi.example.com"))
    assert "このパスキーは、ここでは使えません" in visit.answer.text
    assert visit.open(door.home).request.path == door.sign_in


@both_doors
def test_an_answer_that_was_seen_is_good_no_more_here_or_in_another_browser(localhost_app: Flask, door: Door) -> None:
    key, visit = with_passkey(localhost_app, door), at_the_door(localhost_app, door)
    seen = key.show(challenge_for(visit))
    form = visit.form("パスキーでログイン")
    visit.send(form.action, **{**form.fields, "credential": seen})
    assert visit.path == door.home
    for again in (at_the_door(localhost_app, door), at_the_door(localhost_app, door)):
        challenge_for(again)
        again.press("パスキーでログイン", credential=seen)
        assert again.path == door.sign_in


@both_doors
def test_nonsense_is_answered_with_the_other_way_in(localhost_app: Flask, door: Door) -> None:
    visit = at_the_door(localhost_app, door)
    for sent in NONSENSE:
        challenge_for(visit)
        answer = visit.press("パスキーでログイン", credential=sent)
        assert (answer.status_code, visit.path) == (200, door.sign_in), sent
        assert "パスワードでログインして" in answer.text, sent


@both_doors
def test_nonsense_makes_no_passkey(localhost_app: Flask, door: Door) -> None:
    visit = at_the_device(localhost_app, door)
    visit.press("パスキーを作る", credential='{"id":1}', name="電話")
    assert (visit.path, how_many(localhost_app)) == (door.passkeys, 0)
    assert "端末が作ったパスキーを、受け付けられませんでした" in visit.answer.text


@both_doors
def test_a_name_that_cannot_be_kept_loses_no_passkey(localhost_app: Flask, door: Door) -> None:
    make_passkey(at_the_device(localhost_app, door), key_for(localhost_app), name="あ" * 31)
    assert how_many(localhost_app) == 1


@both_doors
def test_what_is_too_large_is_not_read(localhost_app: Flask, door: Door) -> None:
    visit = at_the_door(localhost_app, door)
    assert visit.press("パスキーでログイン", credential="x" * 2_000_000).status_code == 413


@both_doors
def test_without_a_session_there_is_no_challenge_to_answer(localhost_app: Flask, door: Door) -> None:
    key, visit = with_passkey(localhost_app, door), at_the_door(localhost_app, door)
    answer = visit.press("パスキーでログイン", credential=key.show("never-asked"))
    assert (answer.status_code, visit.path) == (200, door.sign_in)
    assert "もう一度、はじめからやりなおしてください" in answer.text


@both_doors
def test_a_form_of_a_strangers_page_does_nothing(localhost_app: Flask, door: Door) -> None:
    """Signing somebody in as the attacker, too, who has a passkey of their own."""
    key, visit = with_passkey(localhost_app, door), at_the_door(localhost_app, door)
    sent = {"credential": key.show(challenge_for(visit)), "password": password(localhost_app, door)}
    for address in (f"{door.sign_in}/passkey", door.options, door.passkeys, f"{door.passkeys}/new"):
        visit.client.post(address, data=sent)
        assert visit.open(door.home).request.path == door.sign_in, address


@both_doors
def test_somebody_elses_is_not_there(localhost_app: Flask, door: Door) -> None:
    with_passkey(localhost_app, door)
    visit = signed_in(localhost_app, door, as_another=True)
    visit.open(door.passkeys)
    sent = {
        **visit.form("登録に進む").fields,
        "name": "mine",
        "password": password(localhost_app, door, as_another=True),
    }
    for act in ("name", "remove"):
        visit.send(f"{door.passkeys}/1/{act}", **sent)
    assert visit.open(f"{door.passkeys}/1").status_code == 404
    with localhost_app.app_context():
        assert [passkey.name for passkey in all_of(Passkey)] == ["電話"]


@both_doors
def test_the_device_is_not_asked_before_the_password(localhost_app: Flask, door: Door) -> None:
    visit = signed_in(localhost_app, door)
    visit.open(f"{door.passkeys}/new")
    assert visit.path == door.passkeys
    visit.press("登録に進む", password="falsch-1!")
    assert "いまのパスワードがちがいます" in visit.answer.text
    assert visit.open(f"{door.passkeys}/new").request.path == door.passkeys


@both_doors
def test_it_is_renamed_and_removed(localhost_app: Flask, door: Door) -> None:
    key, visit = with_passkey(localhost_app, door), at_the_door(localhost_app, door)
    show_passkey(visit, key)
    visit.open(f"{door.passkeys}/1")
    assert visit.press("名前を変える", name="　").status_code == 422
    assert "髙橋の電話" in visit.press("名前を変える", name="髙橋の電話").text
    visit.open(f"{door.passkeys}/1")
    assert visit.press("削除する", password="falsch-1!").status_code == 401
    answer = visit.press("削除する", password=password(localhost_app, door))
    assert "登録したパスキーはありません" in answer.text
