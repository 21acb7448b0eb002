"""Changing one's mind is free; letting times lapse is not, and the pages say so before it bites."""

from flask import Flask

from booking.core.rate_limits import rate_limits
from booking.web.seeker.bookings.choosing import HOLDS_OF_A_PERSON
from tests.town import MISAKI, StandingClock, seeker_id
from tests.web.seeker_visits import OMURA, WED_25, SeekerVisit

THU_26 = f"{OMURA}?day=2026-11-26"
BEFORE = "1日3回あると、その日は、この手続きの時間を仮押さえできなくなります"
NO_MORE = "今日は、これ以上、時間を仮押さえできません"


def test_the_limit_is_told_before_anything_is_pressed(sqlite_app: Flask) -> None:
    assert BEFORE in SeekerVisit(sqlite_app).open(WED_25).text
    visit = SeekerVisit(sqlite_app).sign_in()
    assert BEFORE in visit.open(WED_25).text
    assert BEFORE in visit.hold().answer.text
    assert "今日の時間切れ" not in visit.answer.text


def test_a_fourth_change_of_mind_is_a_hold_like_the_first(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    for day, clock in ((WED_25, "10時"), (WED_25, "11時"), (THU_26, "10時"), (THU_26, "11時")):
        assert visit.hold(day, f"{clock}00分").path.endswith("/terms")


def test_the_last_hold_of_a_day_says_that_it_is_the_last(sqlite_app: Flask, clock: StandingClock) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    for start in ("10時00分", "11時00分"):
        visit.hold(clock=start)
        clock.move(minutes=31)
    page = visit.hold(THU_26).answer.text
    assert "今日の時間切れ：2回" in page
    assert "この時間も時間切れになると、今日は、ほかの時間を仮押さえできません" in page


def test_after_the_last_the_calendar_says_so_and_leads_on_with_what_was_begun(
    sqlite_app: Flask, clock: StandingClock
) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    for start in ("10時00分", "11時00分", "15時00分"):
        last = visit.hold(clock=start).path
        clock.move(minutes=31)
    page = visit.open(THU_26).text
    assert NO_MORE in page
    assert "から</span>予約する</button>" not in page
    assert f'href="{last}">続ける</a>' in page


def test_a_refusal_leads_on_with_the_hold_that_lives_and_to_the_calendar(
    sqlite_app: Flask, clock: StandingClock
) -> None:
    visit = SeekerVisit(sqlite_app).sign_in().hold()
    lapsed = visit.path
    visit.open(WED_25)
    left_open = visit.form("10時00分から予約する")
    pressed = left_open.fields | left_open.buttons["10時00分から予約する"]
    clock.move(minutes=31)
    live = visit.hold(clock="11時00分").path
    answer = visit.send(left_open.action, **pressed)
    assert answer.status_code == 409
    assert f'href="{live}">続ける</a>' in answer.text
    assert f'href="{lapsed.replace("terms", "topic")}">続きから申し込む</a>' in answer.text
    assert f'href="{OMURA}">カレンダーへ</a>' in answer.text


def test_no_machine_fills_the_table_with_holds(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    with sqlite_app.app_context():
        for _time in range(HOLDS_OF_A_PERSON.most):
            rate_limits().hit(HOLDS_OF_A_PERSON, seeker_id(MISAKI))
    assert visit.hold().answer.status_code == 429
