"""A call on one page: who calls, what they typed to find them, and what is kept when a check or a sign-in ends."""

import pytest
from flask import Flask

from tests.bookings.builders import change_seeker
from tests.bookings.town_bookings import booked
from tests.town import MISAKI, TARO, StandingClock, seeker_id
from tests.web.staff_visits import ALL_FACTS, MANAGER, OMURA_CLERK, StaffVisit, audit_acts, the_booking

FOUR = ["name", "birth_date", "phone", "address"]
THURSDAY = "2026-11-26T10:00:00+09:00"
TYPED = {"topic": "𠮷野家で働きたい\nがぎ", "wishes": ["captions"], "consent": "yes"}


@pytest.fixture
def omura(sqlite_app: Flask) -> StaffVisit:
    """The clerk of Omura with nobody on the phone yet."""
    return StaffVisit(sqlite_app).sign_in(OMURA_CLERK)


def misaki(visit: StaffVisit) -> int:
    with visit.app.app_context():
        return seeker_id(MISAKI)


def look_for(visit: StaffVisit, typed: str) -> str:
    visit.open("/desk/call")
    return visit.press("さがす", q=typed).text


def test_the_one_who_is_found_opens_at_once_and_the_number_counts_as_heard(omura: StaffVisit) -> None:
    page = look_for(omura, "７００００ー０００００02")
    assert omura.path == f"/desk/call/{misaki(omura)}"
    assert 'value="seeker_number" checked' in page
    assert 'value="birth_date" autofocus' in page
    assert 'value="seeker_number" checked' not in look_for(omura, "髙城")


def test_number_and_birth_date_of_anybody_count_as_heard(omura: StaffVisit) -> None:
    omura.open("/desk/seekers")
    page = omura.press("開く", seeker_number=TARO, birth_year="S54", birth_month="4", birth_day="2").text
    assert 'value="seeker_number" checked' in page
    assert 'value="birth_date" checked' in page


@pytest.mark.parametrize("facts", [FOUR, ["called_back"], ALL_FACTS])
def test_each_way_of_the_check_shows_the_standing_and_when_it_ends(omura: StaffVisit, facts: list[str]) -> None:
    omura.open(f"/desk/call/{misaki(omura)}")
    page = omura.press("本人確認を記録する", facts=facts).text
    assert "9時30分まで" in page
    assert "これまでの欠席" in page
    assert audit_acts(omura.app)[-1].endswith(f"check_identity seeker:{misaki(omura)}")


@pytest.mark.parametrize("facts", [["called_back"], FOUR])
def test_without_a_phone_on_record_nobody_is_called_back(omura: StaffVisit, facts: list[str]) -> None:
    with omura.app.app_context():
        change_seeker(MISAKI, phone="")
    page = omura.open(f"/desk/call/{misaki(omura)}").text
    assert 'value="called_back"' not in page
    assert omura.press("本人確認を記録する", facts=facts).status_code == 422


def test_a_booking_in_the_way_is_named_with_its_moves(omura: StaffVisit) -> None:
    with omura.app.app_context():
        number = booked(MISAKI, "2026-11-25 10:00")
    omura.open(f"/desk/call/{misaki(omura)}")
    assert number not in omura.answer.text
    page = omura.press("本人確認を記録する", facts=ALL_FACTS).text
    assert f'href="/desk/bookings/{number}">' in page  # in the refusal
    assert f'href="/desk/bookings/{number}/move" autofocus' in page
    assert f'href="/desk/bookings/{number}/cancel"' in page


def test_what_was_typed_survives_the_end_of_the_sign_in(omura: StaffVisit) -> None:
    page = at_form(omura)
    sent = {**omura.form("予約する").fields, **TYPED}
    omura.client.delete_cookie("madoguchi")
    door = omura.send(page, **sent)
    assert (omura.path, "記入した内容は残っています" in door.text) == ("/desk/login", True)
    omura.sign_in_here(OMURA_CLERK)
    omura.press("本人確認を記録する", facts=ALL_FACTS)
    fields = omura.form("予約する").fields
    assert (fields["topic"].replace("\r", ""), fields["submit_key"]) == (TYPED["topic"], sent["submit_key"])
    assert 'value="captions" checked' in omura.answer.text
    omura.press("予約する")
    assert the_booking(omura.app).wishes == ["captions"]


def test_nobody_else_reads_what_was_typed(omura: StaffVisit) -> None:
    page = at_form(omura)
    sent = {**omura.form("予約する").fields, **TYPED}
    omura.client.delete_cookie("madoguchi")
    omura.send(page, **sent)
    omura.sign_in_here(MANAGER)
    omura.press("本人確認を記録する", facts=ALL_FACTS)
    assert "𠮷野家" not in omura.answer.text


def test_who_signed_in_again_in_another_tab_finds_what_was_typed(omura: StaffVisit) -> None:
    page = at_form(omura)
    sent = {**omura.form("予約する").fields, **TYPED}
    omura.client.delete_cookie("madoguchi")
    omura.open("/desk/login")
    omura.sign_in_here(OMURA_CLERK)
    omura.open_checked(MISAKI)
    omura.open(page)
    answer = omura.send(page, **sent)  # with the mark of the session before
    assert "まだ送っていません。記入した内容は残っています" in answer.text
    assert omura.form("予約する").fields["topic"].replace("\r", "") == TYPED["topic"]


@pytest.mark.parametrize("mark", ["", "W10.made.up", "あ"])
def test_a_form_without_its_authors_mark_is_kept_for_nobody(omura: StaffVisit, mark: str) -> None:
    page = at_form(omura)
    sent = {**omura.form("予約する").fields, **TYPED, "author": mark}
    omura.client.delete_cookie("madoguchi")
    answer = omura.send(page, **sent)
    assert "送った内容を受け取れませんでした" in answer.text
    assert "typed=" not in answer.request.url


@pytest.mark.parametrize("key", ["nonsense", "%00", "あ" * 500])
def test_a_made_up_key_shows_the_empty_form(omura: StaffVisit, key: str) -> None:
    answer = omura.open(f"{at_form(omura)}&typed={key}")
    assert (answer.status_code, omura.form("予約する").fields["topic"]) == (200, "")


@pytest.mark.parametrize("then", ["https://example.com/", "//example.com", "/\t/example.com", ""])
def test_the_check_leads_to_no_strangers_page(omura: StaffVisit, then: str) -> None:
    omura.open(f"/desk/call/{misaki(omura)}")
    omura.press("本人確認を記録する", facts=ALL_FACTS, then=then)
    assert omura.path == f"/desk/call/{misaki(omura)}"


def test_a_check_that_ended_before_a_move_leads_back_to_it(omura: StaffVisit, clock: StandingClock) -> None:
    with omura.app.app_context():
        number = booked(MISAKI, "2026-11-25 10:00")
    omura.open_checked(MISAKI)
    omura.open(f"/desk/bookings/{number}/move/form?starts_at={THURSDAY.replace('+', '%2B')}")
    clock.move(minutes=30)
    omura.press("同意を得たので、この日時に変更する")
    omura.press("本人確認を記録する", facts=ALL_FACTS)
    omura.press("同意を得たので、この日時に変更する")
    assert (omura.path, the_booking(omura.app).sequence) == (f"/desk/bookings/{number}/call", 1)


def test_another_time_is_still_the_one_that_is_read_back_after_the_check(
    omura: StaffVisit, clock: StandingClock
) -> None:
    at_form(omura)
    with omura.app.app_context():
        booked("70000-0000003", "2026-11-26 10:00")
    omura.press("予約する", **TYPED)
    omura.press("2026年11月26日（木） 11時00分にする")
    clock.move(minutes=30)
    omura.press("予約する", **TYPED)
    page = omura.press("本人確認を記録する", facts=ALL_FACTS).text
    assert "2026年11月26日（木） 11時00分から30分" in page
    assert "11月26日（木） 10時00分" not in page


def at_form(visit: StaffVisit) -> str:
    """Go to the booking form of a checked caller; answer its address."""
    visit.open_booking_form(visit.open_checked(MISAKI), "omura-soudan", THURSDAY)
    return visit.answer.request.full_path
