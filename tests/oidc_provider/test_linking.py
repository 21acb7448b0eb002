"""「つながる」, and 「マイナポータルでログイン」 afterwards, against a certified provider (japan.md E1, E5)."""

import time
from datetime import UTC, datetime

import pytest
from flask import Flask

from booking.jobs import deliver_mail
from booking.people.linked_sign_in import asking
from booking.people.records.closing import close_my_page
from tests.mails import mails_in
from tests.oidc_provider.between import Between
from tests.oidc_provider.started import at_provider
from tests.oidc_provider.visits import LINK, SIGN_IN, LinkingVisit
from tests.people.newcomers import NEWCOMER, PASSWORD, account_without_registration
from tests.town import FRIDAY_MORNING, seeker_id
from tests.town import MISAKI as MISAKIS
from tests.web.seeker_visits import KAKUTO, MISAKI, WED_25

NOT_LINKED = "/login/mynaportal/not-linked"


def linked(app: Flask) -> LinkingVisit:
    """Misaki, who has linked her account and is signed in."""
    visit = LinkingVisit(app)
    visit.sign_in()
    return visit.link(MISAKI)


def test_one_press_signs_in_once_the_account_is_linked(linked_app: Flask) -> None:
    assert "マイナポータルとつながりました" in linked(linked_app).answer.text
    visit = LinkingVisit(linked_app).come_in()
    assert visit.path == "/mypage"


def test_who_has_no_registration_yet_links_too(linked_app: Flask) -> None:
    with linked_app.app_context():
        account_without_registration()
    visit = LinkingVisit(linked_app).come_in()
    visit.open(f"/login?next={LINK}")
    visit.press("ログイン", login=NEWCOMER, password=PASSWORD)
    visit.press("つながる", password=PASSWORD)
    visit.open(at_provider(visit.way_on()))
    assert "マイナポータルとつながりました" in visit.answer.text
    assert LinkingVisit(linked_app).come_in().path == "/account/next"


def test_the_provider_page_of_services_leads_straight_home(linked_app: Flask) -> None:
    linked(linked_app)
    visit = LinkingVisit(linked_app)
    assert visit.client.get(SIGN_IN).status_code == 303
    assert visit.come_in().path == "/mypage"


def test_the_time_that_was_chosen_before_is_held(linked_app: Flask) -> None:
    linked(linked_app)
    visit = LinkingVisit(linked_app)
    visit.hold(WED_25)
    assert visit.path == "/login"
    assert visit.come_in().path.startswith("/holds/")


def test_the_page_that_was_wanted_opens(linked_app: Flask) -> None:
    linked(linked_app)
    visit = LinkingVisit(linked_app)
    away = visit.client.get(f"{SIGN_IN}?next=/mypage/messages").location
    visit.open(at_provider(away))
    assert visit.path == "/mypage/messages"


def test_no_account_is_linked_and_the_page_leads_to_both_ways_on(linked_app: Flask) -> None:
    visit = LinkingVisit(linked_app).come_in()
    assert visit.path == NOT_LINKED
    for words in (
        "属性連携不整合確認",
        "マイナポータル連携開始",
        "新規登録",
        "ハローワークをご利用中の方のマイページ開設",
    ):
        assert words in visit.answer.text
    visit.open(f"/login?next={LINK}")
    assert visit.give_password().path == LINK


def test_both_link_and_unlink_are_told(linked_app: Flask) -> None:
    visit = linked(linked_app)
    visit.press("解除する", password=visit.password_of(MISAKI))
    assert "連携を解除しました" in visit.answer.text
    with linked_app.app_context():
        deliver_mail()
        subjects = [mail["Subject"] for mail in mails_in(linked_app.extensions["services"].config.mail_folder)]
    assert [subject.split("】")[1] for subject in subjects] == [
        "マイナポータルとつながりました",
        "マイナポータルとの連携を解除しました",
    ]
    assert LinkingVisit(linked_app).come_in().path == NOT_LINKED


@pytest.mark.parametrize(
    ("typed", "complaint"), [("", "いまのパスワードを入力"), ("wrong-1!", "いまのパスワードがちがい")]
)
@pytest.mark.parametrize("press", ["つながる", "解除する"])
def test_neither_goes_without_the_password(linked_app: Flask, press: str, typed: str, complaint: str) -> None:
    visit = LinkingVisit(linked_app)
    visit.sign_in()
    if press == "解除する":
        visit.link(MISAKI)
    visit.open(LINK)
    assert complaint in visit.press(press, password=typed).text
    assert press in visit.open(LINK).text


def test_an_identity_opens_one_my_page_only(linked_app: Flask) -> None:
    linked(linked_app)
    other = LinkingVisit(linked_app)
    other.sign_in(KAKUTO)
    assert "別の求職者マイページとつながっています" in other.link(KAKUTO).answer.text
    assert "つながる" in other.open(LINK).text


def test_a_my_page_has_one_identity_only(linked_app: Flask) -> None:
    first, second = LinkingVisit(linked_app), LinkingVisit(linked_app)
    first.sign_in()
    second.sign_in()
    way = second.link_way(MISAKI)
    first.link(MISAKI)
    assert "別の利用者とつながっています" in second.open(at_provider(way, "somebody else")).text


def test_who_cancels_at_the_provider_comes_back_to_the_password(linked_app: Flask) -> None:
    visit = LinkingVisit(linked_app).come_in(who="")
    assert visit.path == "/login"
    assert "やめました" in visit.answer.text
    assert visit.give_password().path == "/mypage"


@pytest.mark.parametrize("how", ["away", "moved"])
def test_while_the_provider_is_away_the_password_works(linked_app: Flask, provider: Between, how: str) -> None:
    setattr(provider.changes, how, True)
    visit = LinkingVisit(linked_app)
    assert "マイナポータルからの応答がありません" in visit.open(SIGN_IN).text
    assert visit.give_password().path == "/mypage"
    visit.open(LINK)
    assert visit.press("つながる", password=visit.password_of(MISAKI)).status_code == 503


def test_a_provider_that_goes_away_meanwhile_locks_nobody_out(linked_app: Flask, provider: Between) -> None:
    visit = LinkingVisit(linked_app)
    back = at_provider(visit.way_out())
    provider.changes.away = True
    assert "応答がありません" in visit.open(back).text
    assert visit.give_password().path == "/mypage"


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/jwks", "/token"])
def test_a_provider_that_answers_by_drops_holds_nobody_up(
    linked_app: Flask, provider: Between, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(asking, "LONGEST_CALL", 0.5)  # seconds
    provider.changes.drips = path
    visit, begun = LinkingVisit(linked_app), time.monotonic()
    away = visit.client.get(SIGN_IN).location
    visit.open(away if away == "/login" else at_provider(away))
    assert "応答がありません" in visit.answer.text
    assert time.monotonic() - begun < 10  # as many drops would fall for half a minute


def test_a_closed_my_page_stays_closed(linked_app: Flask) -> None:
    linked(linked_app)
    close_for_a_reason(linked_app)
    visit = LinkingVisit(linked_app).come_in()
    assert "いまご利用になれません" in visit.answer.text
    visit.open("/mypage")
    assert visit.path == "/login"


def test_without_its_settings_there_is_no_such_page(sqlite_app: Flask) -> None:
    visit = LinkingVisit(sqlite_app)
    assert "マイナポータル" not in visit.open("/login").text
    for path in (SIGN_IN, NOT_LINKED, "/login/mynaportal/back?state=x&code=y"):
        assert visit.open(path).status_code == 404


def close_for_a_reason(app: Flask) -> None:
    """Staff close Misaki's my-page."""
    with app.app_context():
        close_my_page(
            seeker_id(MISAKIS), reason="貸されていたため", staff_id=1, now=FRIDAY_MORNING, real_now=datetime.now(UTC)
        )
