"""The forms that a browser walks, with what is typed wrongly and rightly, and the town in which they stand."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask, url_for
from playwright.sync_api import Browser, Page
from sqlalchemy import update
from sqlalchemy.orm import Session

from booking.app import create_app
from booking.bookings.book import book
from booking.bookings.hold import hold
from booking.jobs import deliver_mail
from booking.services import services
from booking.tables import Seeker, Suspension, SuspensionAnswer, SuspensionState
from database.transactions import transact
from tests.bookings.builders import web_request
from tests.bookings.town_bookings import booked, office_of
from tests.mails import key_in, mails_in
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
)
from tests.web.seeker_visits import SeekerVisit
from tests.web.staff_visits import ADMINISTRATOR, MANAGER, StaffVisit

YURI_TOO = "70000-0000009"
OWEN, YURI, LAN, KAKUTO, RAITA, SHO = (f"70000-00000{n}" for n in ("07", "08", "06", "03", "10", "05"))
STALE = {"csrf_token": "stale"}
TOO_LONG = "あ" * 1001

Fields = Mapping[str, str]


@dataclass(frozen=True)
class Walk:
    """A form of the page `at`, its fields typed wrongly, then rightly; of boxes the values to be ticked.

    Where nothing can be mistyped the form is sent stale. {words} stand for what the town has.
    """

    endpoint: str
    who: str  # empty for a stranger
    at: str
    right: Fields = field(default_factory=dict)
    wrong: Fields = field(default_factory=lambda: STALE)
    given: Fields = field(default_factory=dict)  # in the form's own address
    before: "Walk | None" = None  # a form without which the page is not there


_BOOK = "/desk/call/{owen}/book?procedure=shiga-soudan&starts_at=2026-11-25T10:30:00%2B09:00"

_ASKS_FOR_KEY = Walk(
    "seeker.request_reset_key",
    "",
    "/password/forgotten",
    {"address": "owen@example.com"},
    {"address": "ow@n@"},
)

_BOTH = {"privacy_policy": "yes", "my_page_terms": "yes"}
_AGREES_TO_OPEN = Walk("seeker.agree_to_open", "", "/open", _BOTH, {})
ASKS_TO_OPEN = Walk(
    "seeker.request_opening_key",
    "",
    "/open/address",
    {"address": "hatsue@example.com", "birth_year": "昭和33", "birth_month": "8", "birth_day": "15"},
    {"address": "h@n@", "birth_year": "1958"},
    before=_AGREES_TO_OPEN,
)
ASKS_FOR_ACCOUNT = Walk(
    "seeker.request_account_key", "", "/register", {"address": "new@example.com", **_BOTH}, {"address": "n@w@"}
)
_AGREES_TO_SIGN_UP = Walk("seeker.agree_to_sign_up", "", "/sign-up", _BOTH, {})

ASKS_FOR_LINK = Walk(
    "seeker.request_sign_up_link",
    "",
    "/sign-up/address",
    {"address": "newer@example.com"},
    {"address": "n@w@"},
    before=_AGREES_TO_SIGN_UP,
)

WALKS = (
    _AGREES_TO_OPEN,
    ASKS_TO_OPEN,
    Walk(
        "seeker.open_my_page",
        "",
        "/open/password",
        {"key": "{mailed_key}", "password": "neu-2027!", "again": "neu-2027!"},
        {"key": "WRONG22222", "password": "neu-2027!", "again": "other-2027!"},
        before=ASKS_TO_OPEN,
    ),
    ASKS_FOR_ACCOUNT,
    Walk(
        "seeker.open_account",
        "",
        "/register/password",
        {"key": "{mailed_key}", "password": "neu-2027!", "again": "neu-2027!"},
        {"key": "", "password": "neu-2027!", "again": "neu-2027!"},
        before=ASKS_FOR_ACCOUNT,
    ),
    _AGREES_TO_SIGN_UP,
    ASKS_FOR_LINK,
    Walk(
        "seeker.submit_password",
        "naiko@example.com",
        "/mypage/password",
        {"old": "{naikos}", "password": "neu-2027!", "again": "neu-2027!"},
        {"old": "wrong", "password": "neu", "again": "new"},
    ),
    Walk(
        "seeker.request_email_key",
        "yuri2@example.com",
        "/mypage/email",
        {"address": "yuri.new@example.com", "password": "{yuri2s}"},
        {"address": "y@r@", "password": "x"},
    ),
    Walk(
        "desk.submit_invite",
        MANAGER,
        "/desk/staff/invite",
        {"name": "新人 一", "login": "shinjin@example.com", "role": "clerk", "offices": "omura"},
        {"name": "新人 一", "login": "s@h@"},
    ),
    Walk("desk.request_link", "", "/desk/forgotten", {"address": "sodan@example.com"}, {"address": "s@d@"}),
    _ASKS_FOR_KEY,
    Walk(
        "seeker.set_password",
        "",
        "/password/reset",
        {"key": "{mailed_key}", "password": "neu-2027!", "again": "neu-2027!"},
        {"key": "WRONG22222", "password": "neu-2027!", "again": "other-2027!"},
        before=_ASKS_FOR_KEY,
    ),
    Walk(
        "seeker.check_password", "", "/login", {"login": "lan@example.com", "password": "{password}"}, {"login": "l@n"}
    ),
    Walk("seeker.hold", "yuri1@example.com", "/procedures/omura-soudan?day=2026-12-02", given={"code": "omura-soudan"}),
    Walk("seeker.agree", "sho@example.com", "/holds/{token}/terms", given={"token": "{token}"}),
    Walk(
        "seeker.write_topic",
        "sho@example.com",
        "/holds/{token}/topic",
        {"topic": "面接の練習"},
        {"topic": TOO_LONG},
        {"token": "{token}"},
    ),
    Walk(
        "seeker.submit_cancel",
        "kakuto@example.com",
        "/mypage/bookings/{kakuto}/cancel",
        {"reason": "急用"},
        {"reason": TOO_LONG},
        {"number": "{kakuto}"},
    ),
    Walk(
        "seeker.submit_move",
        "raita@example.com",
        "/mypage/bookings/{raita}/move/confirm?starts_at=2026-11-26T11:00:00%2B09:00",
        given={"number": "{raita}"},
    ),
    Walk(
        "seeker.answer_to_suspension",
        "taro.mihon@example.com",
        "/mypage/suspensions",
        {"text": "入院していました。"},
        {"text": TOO_LONG},
        {"suspension_id": "{imposed}"},
    ),
    Walk("seeker.make_feed", "lan@example.com", "/mypage/feed"),
    Walk("seeker.switch_invitations", "lan@example.com", "/mypage/invitations"),
    Walk("desk.check_sign_in", "", "/desk/login", {"login": MANAGER, "password": "{managers}"}, {"login": "k@n"}),
    Walk("desk.find_booking", MANAGER, "/desk?day=2026-11-25", {"number": "{misaki}"}, {"number": "482-917-366"}),
    Walk("desk.open_list_of_office", MANAGER, "/desk/bureau", given={"office_code": "omura", "list_name": "troubles"}),
    Walk("desk.choose_office", MANAGER, "/desk/meetings", {"office": "omura"}),
    Walk(
        "desk.look_at_new_terms",
        MANAGER,
        "/desk/office/omura/procedures/omura-nintei/terms/new",
        {"text": "録音も録画もしません。", "from": "2026-12-01", "version": ""},
        {"text": TOO_LONG, "from": "", "version": "あ" * 50},
        {"office_code": "omura", "code": "omura-nintei"},
    ),
    Walk("desk.search_seekers", MANAGER, "/desk/seekers", {"q": "髙城"}, {"q": "あ" * 101}),
    Walk(
        "desk.find_seeker",
        MANAGER,
        "/desk/seekers",
        {"birth_year": "1991"},
        {"seeker_number": MISAKI, "birth_year": "1990", "birth_month": "12", "birth_day": "29"},
    ),
    Walk(
        "desk.check_identity",
        MANAGER,
        "/desk/call/{yuri}",
        {"facts": "phone birth_date"},
        {"facts": "seeker_number"},
        {"seeker_id": "{yuri}"},
    ),
    Walk(
        "desk.book",
        MANAGER,
        _BOOK,
        {"channel": "phone", "consent": "yes"},
        {"topic": "履歴書の相談"},
        {"seeker_id": "{owen}"},
    ),
    Walk(
        "desk.submit_cancel",
        MANAGER,
        "/desk/bookings/{lan}/cancel",
        {"by": "office", "reason": "設備の点検"},
        {"reason": TOO_LONG},
        {"number": "{lan}"},
    ),
    Walk(
        "desk.submit_enter_meeting",
        MANAGER,
        "/desk/bookings/{misaki}/meeting",
        {"passcode": "482917", "join_url": "https://zoom.us/j/81234567890?pwd=x"},
        {"meeting_id": "812 3456 7890", "passcode": "12"},
        {"number": "{misaki}"},
    ),
    Walk(
        "desk.submit_correct_email",
        MANAGER,
        "/desk/seekers/{misaki_id}/email",
        {"email": "misaki.t@example.com", "reason": "聞きまちがえていたため"},
        {"email": "misaki", "reason": ""},
        {"seeker_id": "{misaki_id}"},
    ),
    Walk(
        "desk.submit_register_seeker",
        MANAGER,
        "/desk/seekers/new",
        {"kana": "しんかわ みほこ", "birth_date_month": "12", "office": "1"},
        {
            "name": "新川 見本子",
            "kana": "新川",
            "birth_date_year": "平成3",
            "birth_date_month": "13",
            "birth_date_day": "29",
            "address": "長崎県大村市見本町0-0",
        },
    ),
    Walk(
        "desk.submit_correct_seeker",
        MANAGER,
        "/desk/seekers/{misaki_id}/record",
        {"phone": "090-0000-0022", "reason": "聞きまちがえていたため"},
        {"phone": "110"},
        {"seeker_id": "{misaki_id}"},
    ),
    Walk(
        "desk.close_my_page",
        MANAGER,
        "/desk/seekers/{hatsue}/closure",
        {"reason": "アカウントが貸されていたため"},
        {"reason": "。"},
        {"seeker_id": "{hatsue}"},
    ),
    Walk(
        "desk.submit_absence_rules",
        MANAGER,
        "/desk/office/omura/absences",
        {"warn_at": "1"},
        {"warn_at": "いち"},
        {"office_code": "omura"},
    ),
    Walk(
        "desk.look_at_basics",
        MANAGER,
        "/desk/office/omura/basics",
        {"phone": "0957-40-0033", "desk_closes": "17:00", "name": "ハローワーク大村"},
        {"phone": "0957", "desk_closes": "夕方", "name": ""},
        {"office_code": "omura"},
    ),
    Walk(
        "desk.look_at_new_desk",
        MANAGER,
        "/desk/office/omura/desks/new",
        {"name": "オンライン相談窓口3", "zoom_host": "desk-3@example.com"},
        {"name": "", "zoom_host": "desk-3"},
        {"office_code": "omura"},
    ),
    Walk(
        "desk.look_at_new_procedure",
        MANAGER,
        "/desk/office/omura/procedures/new",
        {"from": "2026-12-02", "wed": "16:00", "lead_open_days": "2"},
        {"from": "2026-12-02", "wed": "16時と17時", "lead_open_days": "11"},
        {"office_code": "omura"},
    ),
    Walk(
        "desk.submit_new_office",
        ADMINISTRATOR,
        "/desk/offices/new",
        {"phone": "095-800-0000"},
        {
            "code": "isahaya",
            "name": "ハローワーク諫早の見本",
            "official_name": "諫早の見本",
            "department": "見本",
            "phone": "1",
        },
    ),
    Walk(
        "desk.submit_period",
        ADMINISTRATOR,
        "/desk/retention/evidence",
        {"days": "100"},
        {"days": "9"},
        {"period_code": "evidence"},
    ),
    Walk(
        "desk.submit_own_sentences",
        MANAGER,
        "/desk/office/omura/messages/booked",
        {"opening_ja": "駐車場は工事中です。"},
        {"opening_ja": "https://example.com"},
        {"office_code": "omura", "message_kind": "booked"},
    ),
    Walk(
        "desk.make_token",
        MANAGER,
        "/desk/tokens",
        {"name": "予約アプリ", "door": "desk", "scopes": "bookings:read"},
        {"login": "uketsuke.omura@example.com"},
    ),
    Walk(
        "desk.impose",
        MANAGER,
        "/desk/suspensions/{proposed}",
        {"ends_on": "2027-02-17"},
        {"ends_on": ""},
        {"suspension_id": "{proposed}"},
    ),
    Walk(
        "desk.decline",
        MANAGER,
        "/desk/suspensions/{declined}",
        {"reason": "来所されていたため"},
        {"reason": TOO_LONG},
        {"suspension_id": "{declined}"},
    ),
    Walk(
        "desk.lift",
        MANAGER,
        "/desk/suspensions/{lifted}",
        {"reason": "入院と確かめたため"},
        {"reason": TOO_LONG},
        {"suspension_id": "{lifted}"},
    ),
    Walk(
        "desk.reply_to_suspension",
        MANAGER,
        "/desk/suspensions/{replied}",
        {"reply": "診断書をお持ちください。"},
        {"reply": TOO_LONG},
        {"suspension_id": "{replied}"},
    ),
    Walk(
        "desk.close_day",
        MANAGER,
        "/desk/office/omura/closing-days/new?day=2026-12-03&reason=大雪のため",
        {"rest": "keep"},
        {"reason": "大雪です"},
        {"office_code": "omura"},
    ),
    Walk(
        "desk.submit_attendance",
        MANAGER,
        "/desk/bookings/{over}/attendance",
        {"reason": "来所されました"},
        {"reason": TOO_LONG},
        {"number": "{over}"},
    ),
    Walk(
        "desk.submit_phone_call",
        MANAGER,
        "/desk/bookings/{over}/attendance",
        {"result": "no_answer"},
        {"called_clock": "08:50"},
        {"number": "{over}"},
    ),
    Walk(
        "desk.submit_note",
        MANAGER,
        "/desk/bookings/{misaki}",
        {"note": "応募書類を預かっています"},
        {"note": TOO_LONG},
        {"number": "{misaki}"},
    ),
    Walk("desk.make_feed", MANAGER, "/desk/feeds", given={"office_code": "omura", "desk_code": "omura-desk-1"}),
)


@dataclass
class Town:
    """An app that is served, and what stands in the addresses of its forms."""

    app: Flask
    base_url: str
    has: dict[str, str]
    sessions: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def tab(self, browser: Browser, who: str) -> Iterator[Page]:
        """An empty tab of a browser in which `who` is signed in."""
        context = browser.new_context(base_url=self.base_url, locale="ja-JP")
        if who:
            session = self._session_of(who)
            context.add_cookies([{"name": "madoguchi", "value": session, "url": self.base_url}])
        yield context.new_page()
        context.close()

    def address(self, walk: Walk) -> str:
        """Where the form is sent to."""
        with self.app.test_request_context():
            return url_for(walk.endpoint, **self.filled(walk.given))  # type: ignore[arg-type]  # parts of the address

    def filled(self, fields: Fields) -> dict[str, str]:
        """With what the town has in place of {words}; {mailed_key} is that of the newest mail."""
        if "{mailed_key}" in fields.values():
            self.has["mailed_key"] = self._mailed_key()
        return {name.format(**self.has): text.format(**self.has) for name, text in fields.items()}

    def _mailed_key(self) -> str:
        with self.app.app_context():
            deliver_mail()
            return key_in(mails_in(services().config.mail_folder)[-1])

    def _session_of(self, who: str) -> str:
        if who not in self.sessions:
            visit = self._staff(who) if who in {MANAGER, ADMINISTRATOR} else SeekerVisit(self.app).sign_in(who)
            cookie = visit.client.get_cookie("madoguchi")
            assert cookie is not None
            self.sessions[who] = cookie.value
        return self.sessions[who]

    def _staff(self, who: str) -> StaffVisit:
        """Who has checked the identity of those who call."""
        visit = StaffVisit(self.app).sign_in(who)
        for person in (MISAKI, OWEN):
            visit.open_checked(person)
        return visit


@contextmanager
def town_with_forms(url: str, folder: Path) -> Iterator[Town]:
    """People with something to cancel, to move, to answer: each walk has its own."""
    app = create_app(config_for(url, folder), clock=StandingClock())
    with app.app_context():
        has = _filled(app)
        transact(let_hatsue_have_mail)
    with served(app) as base_url:
        yield Town(app, base_url, has)


def _filled(app: Flask) -> dict[str, str]:
    return {
        "token": hold("omura-soudan", office_time("2026-11-25 11:00"), seeker_id=seeker_id(SHO), now=FRIDAY_MORNING),
        "kakuto": booked(KAKUTO, "2026-11-26 10:00"),
        "raita": booked(RAITA, "2026-11-25 15:00"),
        "lan": booked(LAN, "2026-11-27 10:00"),
        "misaki": booked(MISAKI, "2026-11-25 10:00"),
        "imposed": str(_suspension(TARO, SuspensionState.IMPOSED)),
        "proposed": str(_suspension(OWEN, SuspensionState.PROPOSED)),
        "declined": str(_suspension(LAN, SuspensionState.PROPOSED)),
        "lifted": str(_suspension(SHO, SuspensionState.IMPOSED)),
        "replied": str(suspension_answered(RAITA)),
        "over": book(web_request(YURI_TOO, starts="2026-11-18 10:00"), now=office_time("2026-11-10 09:00")),
        "yuri2": booked(YURI_TOO, "2026-12-03 10:00"),  # on the day that is closed
        "owen": str(seeker_id(OWEN)),
        "yuri": str(seeker_id(YURI)),
        "misaki_id": str(seeker_id(MISAKI)),
        "hatsue": str(seeker_id(HATSUE)),
        "password": password_of(app, "lan@example.com"),
        "managers": password_of(app, MANAGER),
        "naikos": password_of(app, "naiko@example.com"),
        "yuri2s": password_of(app, "yuri2@example.com"),
    }


def let_hatsue_have_mail(session: Session) -> None:
    """Whom the counter registered with a mail address, and who has not opened my-page yet."""
    session.execute(update(Seeker).where(Seeker.seeker_number == HATSUE).values(email="hatsue@example.com"))


def _suspension(seeker: str, state: SuspensionState) -> int:
    shiga = office_of("shiga").id
    row = Suspension(office_id=shiga, seeker_number=seeker, state=state, proposed_at=FRIDAY_MORNING)
    if state is SuspensionState.IMPOSED:
        row.decided_at, row.ends_on = FRIDAY_MORNING, office_time("2027-02-17 00:00").date()
    transact(lambda session: session.add(row))
    return row.id


def suspension_answered(seeker: str) -> int:
    """A suspension that lasts, to which the seeker has written."""
    suspension_id = _suspension(seeker, SuspensionState.IMPOSED)
    answer = SuspensionAnswer(suspension_id=suspension_id, text="入院していました。", written_at=FRIDAY_MORNING)
    transact(lambda session: session.add(answer))
    return suspension_id
