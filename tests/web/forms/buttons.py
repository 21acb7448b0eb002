"""The forms that are one button: a page that offers each, and a town in which each has something to do."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from booking.announcements.channels import Channels
from booking.app import create_app
from booking.bookings.book import book
from booking.bookings.colleagues.notes import Author, write_note
from booking.bookings.hold import hold
from booking.core.texts.languages import Language
from booking.jobs import deliver_mail, issue_meetings, work_person_files
from booking.messages.channels.mail import mail
from booking.office_changes.closings import CloseDay
from booking.offices.change_sentences import change_sentences
from booking.offices.sentences import Sentences
from booking.people.records.closing import close_my_page
from booking.people.records.merge import Pair, merge_records
from booking.people.records.register import NewRecord, register
from booking.people.staff_accounts.disable import disable_colleague
from booking.people.tokens import create_token
from booking.services import services
from booking.tables import OfficeChange, Realm, Scope
from booking.waiting_list.wait import wait_for_place
from database.base import db
from database.transactions import transact
from notifier.channels import Carrier, NotDelivered
from notifier.channels.mail import Mail
from notifier.tables import FailedDelivery
from tests.bookings.builders import crowd, filled_hold, web_request
from tests.bookings.town_bookings import booked, carried_out
from tests.days import day
from tests.mails import mails_in, text_of
from tests.people.records.test_register import MIHOKO
from tests.served import served
from tests.town import (
    FRIDAY_MORNING,
    HATSUE,
    MISAKI,
    TARO,
    StandingClock,
    config_for,
    office_time,
    password_of,
    seeker_id,
    staff_id,
)
from tests.web.forms.walk import Walk
from tests.web.forms.walked_town import (
    KAKUTO,
    LAN,
    OWEN,
    SHO,
    YURI,
    YURI_TOO,
    Town,
    let_hatsue_have_mail,
    suspension_answered,
)
from tests.web.forms.walks_of_seekers import ASKS_FOR_ACCOUNT, ASKS_FOR_LINK, ASKS_TO_OPEN
from tests.web.seeker_visits import SeekerVisit
from tests.web.staff_visits import MANAGER, OMURA_CLERK, StaffVisit
from tests.whole.visitor import forms_of

COPY = "70000-0000099"  # of Yuri's record
PEOPLE = "求職番号,氏名,カナ,生年月日,住所\r\n70000-0000101,髙﨑 花,タカサキ ハナ,1990/1/2,大村市\r\n"
_THU_26, _THU_3 = "2026-11-26", "2026-12-03"


def _after(before: Walk, endpoint: str, at: str) -> Walk:
    return Walk(endpoint, "", at, before=before)


def _of_seeker(endpoint: str, who: str, at: str, **given: str) -> Walk:
    return Walk(f"seeker.{endpoint}", f"{who}@example.com", at, given=given)


def _of_desk(endpoint: str, at: str, **given: str) -> Walk:
    return Walk(f"desk.{endpoint}", MANAGER, f"/desk/{at}", given=given)


_DESK_2 = "office/shiomizaka/procedures/shiomizaka-soudan/desks/shiomizaka-desk-2"
_IN_SHIOMIZAKA = {"office_code": "shiomizaka", "code": "shiomizaka-soudan", "desk_code": "shiomizaka-desk-2"}
_OMURAS = {"office_code": "omura", "desk_code": "omura-desk-1"}

# In this order: what one decides, the next finds decided.
OFTEN_PRESSED = (
    _of_seeker("extend", "yuri1", "/holds/{extended}/terms", token="{extended}"),
    _of_seeker("give_up", "taro.mihon", "/holds/{given_up}/terms", token="{given_up}"),
    _of_seeker("submit", "sho", "/holds/{filled}/confirm", token="{filled}"),
    _of_seeker("stop_waiting", "lan", "/mypage/waits", code="omura-soudan"),
    _of_desk("resolve_delivery", "undelivered", failed_id="{failed_2}"),
    _of_desk("note_called", "calls/{change}", change_id="{change}"),
)
SELDOM_PRESSED = (
    _of_seeker("wait_for_place", "raita", f"/procedures/omura-soudan?day={_THU_26}", code="omura-soudan"),
    _of_seeker("renew_feed", "raita", "/mypage/feed"),
    _of_seeker("end_browser", "raita", "/mypage/browsers"),
    _of_seeker("end_other_browsers", "raita", "/mypage/browsers"),
    _of_seeker("mail_again", "yuri2", "/mypage/bookings/{yuri2}", number="{yuri2}"),
    _of_seeker("become_invalid", "owen", "/mypage/validity/invalid/pausing", reason="pausing"),
    _of_seeker("become_valid", "naiko", "/mypage/validity/valid"),
    _after(ASKS_TO_OPEN, "seeker.resend_opening_key", "/open/password"),
    _after(ASKS_FOR_ACCOUNT, "seeker.resend_account_key", "/register/password"),
    _after(ASKS_FOR_LINK, "seeker.resend_sign_up_link", "/sign-up/sent"),
    Walk("seeker.submit_undo_email", "", "/email/undo/{undo}", given={"token": "{undo}"}),
    _of_desk("take_over_delivery", "undelivered", failed_id="{failed_1}"),
    _of_desk("put_back_delivery", "undelivered/resolved", failed_id="{failed_3}"),
    _of_desk("take_over_todo", "todo", todo_kind="calls", object_id="{change}"),
    _of_desk("give_back_todo", "todo", todo_kind="calls", object_id="{change}"),
    _of_desk("note_change_seen", "calls/{change}", change_id="{change}"),
    _of_desk("change_feed_names", "office/omura", office_code="omura"),
    _of_desk("submit_standard_text", "office/omura/messages/moved", office_code="omura", message_kind="moved"),
    _of_desk("end_access", "seekers/{owen}/access", seeker_id="{owen}"),
    _of_desk("reopen_day", f"office/omura/closing-days/{_THU_3}/remove", office_code="omura", day=_THU_3),
    _of_desk("take_desk_out", f"{_DESK_2}/out", **_IN_SHIOMIZAKA),
    _of_desk("put_desk_in", f"{_DESK_2}/in", **_IN_SHIOMIZAKA),
    replace(
        _of_desk("reopen_my_page", "seekers/{hatsue}/closure", seeker_id="{hatsue}"), right={"reason": "話を聞いたため"}
    ),
    _of_desk("unmerge", "seekers/{yuri}", seeker_id="{yuri}"),
    _of_desk("read_answers", "suspensions/{answered}", suspension_id="{answered}"),
    _of_desk("renew_feed", "feeds", **_OMURAS),
    _of_desk("stop_feed", "feeds", **_OMURAS),
    _of_desk("end_token", "tokens", token_id="1"),
    _of_desk("reveal", "bookings/{misaki}", number="{misaki}"),
    _of_desk("submit_remove_note", "bookings/{misaki}", number="{misaki}", note_id="1"),
    _of_desk("take_in_person_file", "seekers/files/1", file_id="1"),
    _of_desk("drop_person_file", "seekers/files/2", file_id="2"),
    _of_desk("mail_reset", "staff/{hanako}", staff_id="{hanako}"),
    _of_desk("end_sign_ins", "staff/{hanako}", staff_id="{hanako}"),
    _of_desk("disable_colleague", "staff/{hanako}", staff_id="{hanako}"),
    _of_desk("enable_colleague", "staff/{ichi}", staff_id="{ichi}"),
    _of_desk("invite_again", "staff/{invited}", staff_id="{invited}"),
    _of_desk("begin_set_up", "account"),
    _of_seeker("sign_out", "lan", "/mypage"),
    _of_desk("sign_out", ""),
)


@dataclass
class Unreliable:
    """Mail that comes back for good, until it `works`."""

    carrier: Carrier[Mail]
    works: bool = False

    def send(self, letter: Mail) -> None:
        """Take the letter, or not."""
        if not self.works:
            raise NotDelivered("550 no such mailbox", permanent=True)
        self.carrier.send(letter)


@contextmanager
def town_with_buttons(url: str, folder: Path) -> Iterator[Town]:
    """People and staff in the middle of things."""
    config = config_for(url, folder)
    by_mail = mail(config)
    assert by_mail.carrier is not None
    unreliable = Unreliable(by_mail.carrier)
    channels = Channels({"mail": replace(by_mail, carrier=unreliable)})
    app = create_app(config, clock=StandingClock(), channels=channels)
    with app.app_context():
        has = _in_the_middle(app, unreliable)
    has |= _done_in_browsers(app, has["failed_3"])
    with served(app) as base_url:
        yield Town(app, base_url, has)


def _in_the_middle(app: Flask, unreliable: Unreliable) -> dict[str, str]:
    called = book(web_request(OWEN, starts="2026-11-20 15:00"), now=office_time("2026-11-10 09:00"))
    yuri2 = booked(YURI_TOO, "2026-12-04 10:00")
    misaki = booked(MISAKI, "2026-12-09 10:00")
    booked(KAKUTO, "2026-12-09 11:00")
    issue_meetings()
    deliver_mail()
    unreliable.works = True
    transact(let_hatsue_have_mail)
    carried_out("omura", CloseDay(day("2026-11-20 Fri"), "大雪"), cancel=[called])
    carried_out("omura", CloseDay(day("2026-12-03 Thu"), "設備の点検"))
    change = db.session.scalars(select(OfficeChange.id).order_by(OfficeChange.id)).first()
    transact(lambda session: setattr(session.get_one(OfficeChange, change), "made_by", "operator:command"))
    for number, clock in zip(crowd(3, office="omura"), ("10:00", "11:00", "15:00"), strict=True):
        booked(number, f"{_THU_26} {clock}")
    wait_for_place("omura-soudan", [day("2026-11-26 Thu")], seeker_id=seeker_id(LAN), now=FRIDAY_MORNING)
    by = staff_id("管理 京子")
    at_once = {"now": FRIDAY_MORNING, "real_now": FRIDAY_MORNING}
    close_my_page(seeker_id(HATSUE), reason="貸されていたため", staff_id=by, **at_once)
    said = Sentences("moved", opening={Language.JAPANESE: "駐車場は工事中です。"})
    change_sentences(1, said, actor="test", now=FRIDAY_MORNING)
    register(NewRecord(MIHOKO, office_id=1, number=COPY), actor="test", now=FRIDAY_MORNING)
    write_note(misaki, "書類を預かっています", Author(by, [1]), key="note", now=FRIDAY_MORNING)
    pair = Pair(seeker_id(YURI), seeker_id(COPY), YURI)
    merge_records(pair, staff_id=by, **at_once)
    disable_colleague(staff_id("受付 一"), by=by, **at_once)
    create_token(
        Realm.DESK,
        OMURA_CLERK,
        name="集計",
        scopes=[Scope.BOOKINGS_READ],
        actor="test",
        now=FRIDAY_MORNING,
        real_now=FRIDAY_MORNING,
    )
    failed = db.session.scalars(select(FailedDelivery.id).order_by(FailedDelivery.id)).all()
    return {
        "extended": _held(YURI, "2026-12-02 10:00"),
        "given_up": _held(TARO, "2026-12-02 11:00"),
        "filled": filled_hold(SHO, starts="2026-12-02 15:00"),
        "yuri2": yuri2,
        "misaki": misaki,
        "change": str(change),
        "answered": str(suspension_answered(KAKUTO)),
        "owen": str(seeker_id(OWEN)),
        "lans": password_of(app, "lan@example.com"),
        "yuri": str(seeker_id(YURI)),
        "hatsue": str(seeker_id(HATSUE)),
        "hanako": str(staff_id("相談 花子")),
        "ichi": str(staff_id("受付 一")),
        **{f"failed_{place}": str(one) for place, one in enumerate(failed, start=1)},
    }


def _held(seeker: str, starts: str) -> str:
    return hold("omura-soudan", office_time(starts), seeker_id=seeker_id(seeker), now=FRIDAY_MORNING)


def _done_in_browsers(app: Flask, failed_id: str) -> Mapping[str, str]:
    """What is easier done by people than said."""
    SeekerVisit(app).sign_in("raita@example.com")
    raita = SeekerVisit(app).sign_in("raita@example.com")
    SeekerVisit(app).sign_in("raita@example.com")
    raita.open("/mypage/feed")
    raita.press("カレンダーのアドレスを作る")
    manager = StaffVisit(app).sign_in(MANAGER)
    manager.open("/desk/feeds")
    manager.press("ハローワーク大村 オンライン職業相談窓口：カレンダーのアドレスを作る")
    manager.open("/desk/undelivered")
    form = next(one for one in forms_of(manager.answer.text) if one.action == f"/desk/undelivered/{failed_id}/resolve")
    manager.send(form.action, **form.fields)
    for _ in range(2):
        manager.open("/desk/seekers/files")
        manager.press("調べる", office="omura", file=(BytesIO(PEOPLE.encode()), "people.csv"))
        with app.app_context():
            work_person_files()
    manager.open("/desk/staff/invite")
    manager.press("招待する", name="新人 一", login="shinjin@example.com", role="clerk", offices="omura")
    with app.app_context():
        invited = str(staff_id("新人 一"))
    return {"undo": _link_to_undo(app), "invited": invited}


def _link_to_undo(app: Flask) -> str:
    """The token in the mail to Misaki's old address, once she has another one."""
    misaki = SeekerVisit(app).sign_in()
    misaki.open("/mypage/email")
    misaki.press("次へ進む", address="misaki.t@example.com", password=misaki.password_of("misaki@example.com"))
    misaki.press("変更する", key=_mailed(app, "認証キー ： "))
    return _mailed(app, "/email/undo/")


def _mailed(app: Flask, before: str) -> str:
    """The word behind `before` in the newest mail that has it."""
    with app.app_context():
        deliver_mail()
        texts = [text_of(each) for each in mails_in(services().config.mail_folder)]
    return [text for text in texts if before in text][-1].split(before)[1].split()[0]
