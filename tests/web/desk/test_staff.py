"""The pages on which managers and administrators look after their colleagues' accounts."""

import re

import pytest
from flask import Flask

from booking.jobs import deliver_mail
from booking.people.staff_accounts.create import create_staff
from booking.tables import Role
from tests.mails import link_in, mails_in, text_of
from tests.town import FRIDAY_MORNING, password_of, staff_id
from tests.web.staff_visits import ADMINISTRATOR, COUNSELLOR, MANAGER, OMURA_CLERK, StaffVisit, audit_acts

Typed = dict[str, str | list[str]]

NEW, SECRET = "shin@example.com", "neu-2027!"
FORM: Typed = {"name": "新 任子", "login": NEW, "role": "clerk", "offices": ["omura"]}
OMURA_MANAGER = "kanri.omura@example.com"


@pytest.fixture
def manager(sqlite_app: Flask) -> StaffVisit:
    """The manager of all three offices."""
    return StaffVisit(sqlite_app).sign_in(MANAGER)


@pytest.fixture
def omura_manager(sqlite_app: Flask) -> StaffVisit:
    """The manager of Omura alone."""
    return hired(sqlite_app, "大村 次郎", OMURA_MANAGER, Role.MANAGER, "omura")


def hired(app: Flask, name: str, login: str, role: Role, *offices: str) -> StaffVisit:
    """A member of staff whom the operator made, signed in."""
    with app.app_context():
        password = create_staff(name, login, role, offices, actor="test", now=FRIDAY_MORNING)
    return signed_in(app, login, password)


def signed_in(app: Flask, login: str, password: str) -> StaffVisit:
    """Somebody who has typed this password at the desk's door."""
    visit = StaffVisit(app)
    visit.open("/desk/login")
    visit.press("ログイン", login=login, password=password)
    return visit


def mailed_link(app: Flask) -> str:
    """The token of the link in the newest mail."""
    with app.app_context():
        deliver_mail()
        return link_in(mails_in(app.extensions["services"].config.mail_folder)[-1])


def page_of(app: Flask, name: str) -> str:
    """The address of a colleague's page."""
    with app.app_context():
        return f"/desk/staff/{staff_id(name)}"


def csrf_token(visit: StaffVisit) -> str:
    """What a form of theirs carries, to send one that no page offered."""
    visit.open("/desk/staff/invite")
    return visit.form("招待する").fields["csrf_token"]


def invite(visit: StaffVisit, **changes: str | list[str]) -> None:
    """Fill in the form, changed so."""
    visit.open("/desk/staff/invite")
    visit.press("招待する", **{**FORM, **changes})


def test_a_colleague_is_invited_and_comes_in(sqlite_app: Flask, manager: StaffVisit) -> None:
    invite(manager)
    assert "招待のメールを送ります" in manager.answer.text
    assert "招待中" in manager.answer.text
    newcomer = StaffVisit(sqlite_app)
    newcomer.open(f"/desk/invitation/{mailed_link(sqlite_app)}")
    assert newcomer.answer.headers["Cache-Control"] == "no-store"
    newcomer.press("パスワードを決める", password=SECRET, again=SECRET)
    newcomer.press("ログイン", login=NEW, password=SECRET)
    assert (newcomer.path, "新 任子" in newcomer.answer.text) == ("/desk", True)


def test_looking_at_an_invitation_uses_nothing_up(sqlite_app: Flask, manager: StaffVisit) -> None:
    invite(manager)
    link, newcomer = mailed_link(sqlite_app), StaffVisit(sqlite_app)
    for _ in range(2):
        assert newcomer.open(f"/desk/invitation/{link}").status_code == 200
    newcomer.press("パスワードを決める", password=SECRET, again=SECRET)
    assert newcomer.open(f"/desk/invitation/{link}").status_code == 410


def test_a_link_of_an_invitation_opens_no_other_page(sqlite_app: Flask, manager: StaffVisit) -> None:
    invite(manager)
    assert manager.open(f"/desk/password/{mailed_link(sqlite_app)}").status_code == 410


def test_the_mail_names_neither_the_invited_nor_the_manager(sqlite_app: Flask, manager: StaffVisit) -> None:
    invite(manager)
    mailed_link(sqlite_app)
    (mail,) = mails_in(sqlite_app.extensions["services"].config.mail_folder)
    assert mail["Subject"] == "【ハローワーク大村】受付画面への招待"
    assert [name for name in ("新", "京子") if name in text_of(mail).replace("新しい", "")] == []


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"name": ""}, "氏名を入力してください"),
        ({"name": "　・ "}, "氏名を入力してください"),
        ({"name": "あ" * 101}, "100文字以内"),
        ({"login": ""}, "メールアドレスを入力してください"),
        ({"login": "shin@"}, "形がまちがっています"),
        ({"login": "shin@exa mple.com"}, "形がまちがっています"),
        ({"login": "a" * 100 + "@example.com"}, "100文字以内"),
        ({"login": OMURA_CLERK}, "もう職員として登録されています"),
        ({"role": ""}, "役割を選んでください"),
        ({"role": "administrator"}, "役割を選んでください"),  # a manager is not offered it
        ({"offices": []}, "安定所を1つ以上"),
        ({"offices": ["nowhere"]}, "安定所を1つ以上"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(manager: StaffVisit, typed: Typed, complaint: str) -> None:
    invite(manager, **typed)
    assert manager.answer.status_code == 422
    assert complaint in manager.answer.text
    assert manager.form("招待する").fields["name"] == str(typed.get("name", "新 任子")).strip("　 ")
    assert "新 任子" not in manager.open("/desk/staff").text


def test_an_old_phones_address_and_full_width_letters_are_taken(manager: StaffVisit) -> None:
    invite(manager, login="　ｓｈｉｎ..ｋｏ@docomo.ne.jp ", name="髙﨑 𠮷子")
    assert "shin..ko@docomo.ne.jp" in manager.answer.text
    assert "髙﨑 𠮷子" in manager.answer.text


def test_a_manager_sees_the_own_offices_colleagues_alone(sqlite_app: Flask, omura_manager: StaffVisit) -> None:
    listed = omura_manager.open("/desk/staff").text
    assert ("受付 二郎" in listed, "受付 一" in listed, "管理 京子" in listed) == (True, False, True)
    assert omura_manager.open(page_of(sqlite_app, "受付 一")).status_code == 404


def test_an_administrator_of_one_office_sees_everybody(sqlite_app: Flask) -> None:
    visit = hired(sqlite_app, "大村 三郎", "unyo.omura@example.com", Role.ADMINISTRATOR, "omura")
    assert "受付 一" in visit.open("/desk/staff").text
    assert "受付 一" not in visit.open("/desk/staff?office=omura").text
    visit.open(page_of(sqlite_app, "受付 一"))
    assert "利用を停止しました" in visit.press("利用を停止する").text


@pytest.mark.parametrize("act", ["role", "disable", "enable", "sign-out", "reset", "invite"])
def test_a_form_that_was_not_offered_changes_nobody_of_another_office(
    sqlite_app: Flask, omura_manager: StaffVisit, act: str
) -> None:
    token = csrf_token(omura_manager)
    stranger, shared = page_of(sqlite_app, "受付 一"), page_of(sqlite_app, "管理 京子")
    place: Typed = {"role": "clerk", "offices": ["omura"]}
    assert omura_manager.send(f"{stranger}/{act}", csrf_token=token, **place).status_code == 404
    assert omura_manager.send(f"{shared}/{act}", csrf_token=token, **place).status_code == 403
    assert audit_acts(sqlite_app) == []


@pytest.mark.parametrize("act", ["role", "disable", "sign-out", "reset"])
def test_nobody_changes_their_own_account_by_a_form(sqlite_app: Flask, manager: StaffVisit, act: str) -> None:
    own = page_of(sqlite_app, "管理 京子")
    page = manager.open(own).text
    assert "利用を停止する" not in page
    token = csrf_token(manager)
    sent: Typed = {"role": "clerk", "offices": ["omura"]}
    assert manager.send(f"{own}/{act}", csrf_token=token, **sent).status_code == 403
    assert audit_acts(sqlite_app) == []


def test_role_and_offices_are_changed(sqlite_app: Flask, manager: StaffVisit) -> None:
    manager.open(page_of(sqlite_app, "相談 花子"))
    manager.press("変更する", role="clerk", offices=["omura", "shiga"])
    assert "変更しました" in manager.answer.text
    assert "ハローワーク大村、" in manager.answer.text
    colleague = StaffVisit(sqlite_app).sign_in(COUNSELLOR)
    assert colleague.open("/desk/seekers").status_code == 200  # a clerk's


def test_no_office_is_told_and_nothing_changes(sqlite_app: Flask, manager: StaffVisit) -> None:
    manager.open(page_of(sqlite_app, "相談 花子"))
    assert manager.press("変更する", offices=[]).status_code == 422
    assert "安定所を1つ以上" in manager.answer.text
    assert audit_acts(sqlite_app) == []


def test_the_open_browser_of_who_is_disabled_is_led_to_the_door(sqlite_app: Flask, manager: StaffVisit) -> None:
    clerk = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    manager.open(page_of(sqlite_app, "受付 二郎"))
    manager.press("利用を停止する")
    assert "停止中" in manager.answer.text
    clerk.open("/desk")
    assert clerk.path == "/desk/login"
    manager.press("利用を再開する")
    assert StaffVisit(sqlite_app).sign_in(OMURA_CLERK).path == "/desk"


def test_who_is_disabled_is_told_so_after_the_right_password_alone(sqlite_app: Flask, manager: StaffVisit) -> None:
    manager.open(page_of(sqlite_app, "受付 二郎"))
    manager.press("利用を停止する")
    visit = StaffVisit(sqlite_app)
    visit.open("/desk/login")
    assert "メールアドレスかパスワードがちがいます" in visit.press("ログイン", login=OMURA_CLERK, password="wrong").text
    right = visit.press("ログイン", login=OMURA_CLERK, password=password_of(sqlite_app, OMURA_CLERK))
    assert right.status_code == 403
    assert "このアカウントは利用を停止しています" in right.text
    assert visit.open("/desk").request.path == "/desk/login"


def test_a_colleague_is_signed_out_everywhere(sqlite_app: Flask, manager: StaffVisit) -> None:
    clerk = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    manager.open(page_of(sqlite_app, "受付 二郎"))
    manager.press("すべての端末でログアウトする")
    clerk.open("/desk")
    assert clerk.path == "/desk/login"


def test_a_forgotten_password_is_set_anew_by_mail(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app)
    visit.open("/desk/login")
    assert "パスワードをお忘れの職員の方" in visit.answer.text
    visit.open("/desk/forgotten")
    visit.press("メールを送る", address="ｕｋｅｔｓｕｋｅ．ｏｍｕｒａ@example.com")
    visit.open(f"/desk/password/{mailed_link(sqlite_app)}")
    visit.press("パスワードを決める", password=SECRET, again=SECRET)
    visit.press("ログイン", login=OMURA_CLERK, password=SECRET)
    assert visit.path == "/desk"


def test_an_address_that_nobody_has_is_answered_alike(sqlite_app: Flask) -> None:
    pages = []
    for address in (OMURA_CLERK, "nobody@example.com", "misaki@example.com"):
        visit = StaffVisit(sqlite_app)
        visit.open("/desk/forgotten")
        visit.press("メールを送る", address=address)
        pages.append(visit.answer.text.replace(visit.form("ログイン").fields["csrf_token"], ""))
    assert pages[0] == pages[1] == pages[2]


def test_a_manager_mails_a_colleague_the_link(sqlite_app: Flask, manager: StaffVisit) -> None:
    manager.open(page_of(sqlite_app, "受付 二郎"))
    manager.press("パスワードを決めなおすメールを送る")
    assert OMURA_CLERK in manager.answer.text
    assert StaffVisit(sqlite_app).open(f"/desk/password/{mailed_link(sqlite_app)}").status_code == 200


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"password": ""}, "新しいパスワードを入力してください"),
        ({"password": "short1!", "again": "short1!"}, "8文字から32文字"),
        ({"password": "ｎｅｕ-2027!", "again": "ｎｅｕ-2027!"}, "半角"),
        ({"again": "other-2027!"}, "2つのパスワードがちがいます"),
    ],
)
def test_a_password_that_is_none_leaves_the_link_good(
    sqlite_app: Flask, manager: StaffVisit, typed: dict[str, str], complaint: str
) -> None:
    invite(manager)
    newcomer = StaffVisit(sqlite_app)
    newcomer.open(f"/desk/invitation/{mailed_link(sqlite_app)}")
    answer = newcomer.press("パスワードを決める", **{"password": SECRET, "again": SECRET, **typed})
    assert (answer.status_code, complaint in answer.text, SECRET in answer.text) == (422, True, False)
    assert newcomer.press("パスワードを決める", password=SECRET, again=SECRET).status_code == 200


def test_a_clerk_sees_no_list_of_colleagues(sqlite_app: Flask) -> None:
    assert StaffVisit(sqlite_app).sign_in(OMURA_CLERK).open("/desk/staff").status_code == 403


def test_a_long_list_has_pages(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        for number in range(50):
            create_staff(
                f"多 {number:02}", f"ta{number}@example.com", Role.CLERK, ["omura"], actor="test", now=FRIDAY_MORNING
            )
    visit = StaffVisit(sqlite_app).sign_in(ADMINISTRATOR)
    first, second = visit.open("/desk/staff").text, visit.open("/desk/staff?page=2").text
    assert first.count("@example.com") == 50
    assert second.count("@example.com") == 6
    assert "1／2ページ" in first


def test_an_administrator_of_no_office_finds_nothing_dead_in_the_menu(sqlite_app: Flask) -> None:
    other = hired(sqlite_app, "大村 三郎", "unyo.omura@example.com", Role.ADMINISTRATOR, "omura")
    other.open(page_of(sqlite_app, "運用 守"))
    other.press("変更する", role="administrator", offices=[])
    visit = StaffVisit(sqlite_app).sign_in(ADMINISTRATOR)
    menu = re.findall(r'<li><a href="(/desk[^"]*)"', visit.answer.text)
    assert len(menu) > 5
    assert [address for address in menu if visit.open(address).status_code != 200] == []
