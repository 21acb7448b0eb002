"""The way to every page of the service, in its states, as `make screens` photographs them (contact_sheet.py).

The pages come from the real service on a Friday morning with made-up people.
"""

import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from booking.portal.registration.steps import Step
from tests.browser import leading_on, press
from tests.mails import mails_in, text_of
from tests.oidc_provider.started import SECRET, started
from tests.service import Service, prepared_service
from tests.towns.day_town import day_town
from tests.towns.failed_deliveries_town import failed_deliveries_town
from tests.towns.missed_town import missed_town
from tests.towns.sheet_town import CLERK as OF_TWO_DESKS
from tests.towns.sheet_town import KAKUTO, SHO, sheet_town
from tests.virtual_device import give_device

SHEET = Path("screens")
WIDTHS = (360, 1280)
SEEKERS = {360: "misaki@example.com", 1280: "kakuto@example.com"}
CALLERS = {360: "見本 太郎", 1280: "サンプル オーエン"}
CLERK = "uketsuke.shiga@example.com"
MANAGER = "kanri@example.com"
AGREED = ("main [name=privacy_policy]", "main [name=my_page_terms]")
STEPS = [step.value for step in Step if step not in {Step.BASIC, Step.DISABILITY}]


@dataclass
class Photographer:
    """Goes through pages at one width and keeps a picture of each."""

    page: Page
    width: int
    base_url: str
    passwords: dict[str, str]
    taken: list[str] = field(default_factory=list)
    mails: Callable[[], Sequence[EmailMessage]] = tuple  # what has been sent so far
    issuer: str = ""  # the address of the provider of identities

    def open(self, path: str, name: str) -> None:
        """Go to `path` and take the picture `name`."""
        self.page.goto(f"{self.base_url}{path}")
        self.take(name)

    def press(self, words: str, name: str) -> None:
        """Press what says `words` in the page's main part and take the picture `name`."""
        press(self.page, words)
        self.take(name)

    def take(self, name: str) -> None:
        """Keep the page as it is now."""
        path = f"{self.width}-{len(self.taken) + 1:03}-{name}.png"
        self.page.screenshot(path=SHEET / path, full_page=True)
        self.taken.append(path)

    def mailed(self, address: str, before: str) -> str:
        """The word behind `before` in the newest mail to the address that has it; the scheduler sends every second."""
        for _ in range(60):
            texts = [text_of(mail) for mail in self.mails() if mail["To"] == address]
            if found := [text for text in texts if before in text]:
                return found[-1].split(before)[1].split()[0]
            self.page.wait_for_timeout(500)
        raise AssertionError(f"no mail to {address} with {before}")

    def fill(self, **fields: str) -> None:
        """Fill the fields of these names."""
        for name, text in fields.items():
            self.page.fill(f"main [name={name}]", text)


def photograph_doors(camera: Photographer) -> None:
    """Opening a my-page, as far as one comes without a mail."""
    camera.open("/privacy-policy", "privacy-policy")
    camera.open("/my-page-terms", "my-page-terms")
    camera.open("/open", "opening")
    camera.press("次へ進む", "opening-errors")
    for box in AGREED:
        camera.page.check(box)
    camera.press("次へ進む", "opening-address")
    camera.press("次へ進む", "opening-address-errors")
    camera.fill(address="nobody@example.com", birth_year="昭和54", birth_month="4", birth_day="2")
    camera.press("次へ進む", "opening-password")
    camera.press("完了", "opening-password-errors")
    camera.open("/open/done", "opened")
    camera.open("/register", "register")
    camera.open("/sign-up", "sign-up")
    for box in AGREED:
        camera.page.check(box)
    camera.press("次へ進む", "sign-up-address")
    camera.fill(address="nobody@example.com")
    camera.press("登録する", "sign-up-sent")
    camera.open("/sign-up/done", "signed-up")


def photograph_newcomer(camera: Photographer) -> None:
    """Somebody opens an account by mail and comes to the registration, as far as its last step."""
    address, password = f"hajime{camera.width}@example.com", "neu-2027!"
    camera.page.goto(f"{camera.base_url}/register")
    for box in AGREED:
        camera.page.check(box)
    camera.fill(address=address)
    camera.press("次へ進む", "register-password")
    camera.fill(password=password, again=password, key=camera.mailed(address, "認証キー ： "))
    camera.press("完了", "next-step")
    for page in ("sign-in", "browsers", "leave"):
        camera.open(f"/mypage/{page}", f"newcomer-{page}")
    camera.open("/account/next", "next-step-again")
    camera.press("求職登録に進む", "registration-basic")
    camera.press("次へ進む", "registration-basic-errors")
    for step in STEPS:
        camera.open(f"/registration/steps/{step}", f"registration-{step}")


def photograph_mynaportal(camera: Photographer) -> None:
    """The sign-in of MynaPortal: nobody is linked, the link, one press afterwards."""
    email = SEEKERS[camera.width]
    camera.page.context.add_cookies([{"name": "who", "value": email, "url": camera.issuer}])
    camera.open("/login", "sign-in-with-mynaportal")
    camera.press("マイナポータルでログイン", "not-linked")
    press(camera.page, "マイナポータル連携開始")
    camera.fill(login=email, password=camera.passwords[email])
    camera.press("ログイン", "link-mynaportal")
    camera.press("つながる", "link-mynaportal-errors")
    camera.fill(password=camera.passwords[email])
    camera.press("つながる", "to-mynaportal")
    camera.press("マイナポータルへ進む", "linked-to-mynaportal")
    camera.fill(password=camera.passwords[email])
    camera.press("解除する", "unlinked-from-mynaportal")


def photograph_public_pages(camera: Photographer) -> None:
    """What everybody sees."""
    camera.open("/", "home")
    camera.fill(q="職業相談　大村")
    camera.press("さがす", "search")
    camera.open("/?q=ありません", "search-nothing")
    camera.open("/offices", "offices")
    camera.open("/offices?place=いさはや", "offices-near")
    camera.open("/procedures/omura-soudan", "procedure")
    camera.open("/procedures/shiga-soudan", "procedure-by-phone")
    camera.open("/procedures/shiomizaka-soudan", "procedure-two-desks")
    camera.open("/procedures/nowhere", "unknown-procedure")
    camera.open("/procedures/omura-soudan?day=2026-11-31", "malformed-day")
    camera.open("/nowhere", "not-found")
    camera.open("/password/forgotten", "forgotten-password")
    camera.fill(address="nobody@example.com")
    camera.press("次へ進む", "reset-password")
    camera.press("完了", "reset-password-errors")
    for page in ("first-time", "zoom", "questions", "privacy", "accessibility", "about"):
        camera.open(f"/help/{page}", f"help-{page}")
    camera.open("/offices/omura", "office")
    photograph_doors(camera)
    camera.open("/email/undo/ended", "undo-email-ended")
    camera.open("/desk/forgotten", "desk-forgotten")
    camera.open("/problems/", "problems")
    camera.open("/problems/slot-taken", "problem")


def photograph_booking(camera: Photographer) -> None:
    """The way of a booking, with the mistakes that people make."""
    email = SEEKERS[camera.width]
    camera.open(f"/procedures/omura-soudan?day=2026-11-{25 if camera.width == 360 else 26}", "day")
    camera.press("予約する", "sign-in")
    camera.fill(login=email, password="wrong")
    camera.press("ログイン", "sign-in-wrong")
    camera.fill(login=email, password=camera.passwords[email])
    camera.press("ログイン", "terms")
    camera.press("同意する", "topic")
    camera.press("確認へ進む", "topic-missing")
    camera.fill(topic="職務経歴書の書き方を相談したいです。")
    camera.press("確認へ進む", "confirm")
    camera.press("申込み", "done")
    camera.page.wait_for_timeout(3000)  # the scheduler issues the meeting
    camera.open("/mypage", "my-page")
    for page in ("jobs", "activity", "settings", "reception-slip", "leave"):
        camera.open(f"/mypage/{page}", f"my-page-{page}")
    camera.open("/mypage/validity", "validity")
    camera.open("/mypage/validity/invalid", "validity-reasons")
    camera.open("/mypage/validity/invalid/leaving", "validity-leaving")
    camera.open("/mypage/registration", "registration-summary")
    camera.open("/mypage/bookings", "bookings")
    camera.press("11月", "booking")
    camera.press("紙に印刷する", "booking-on-paper")
    camera.open("/mypage/messages", "messages")
    camera.press("11月", "message")
    camera.open("/mypage/waits", "waiting-list")
    camera.open("/mypage/feed", "feed-none")
    camera.press("カレンダーのアドレスを作る", "feed")
    camera.open("/mypage/sign-in", "sign-in-settings")
    camera.open("/mypage/browsers", "browsers")
    camera.open("/mypage/password", "change-password")
    camera.press("変更する", "change-password-errors")
    camera.open("/mypage/email", "change-email")
    camera.fill(address="hanako@example.com", password=camera.passwords[email])
    camera.press("次へ進む", "confirm-email")
    camera.open("/mypage/invitations", "invitations-off")
    camera.press("招待を受け取る", "invitations-on")
    camera.open("/procedures/omura-soudan?day=2026-12-02", "procedure-with-own")
    camera.page.goto(f"{camera.base_url}/desk")
    camera.take("staff-page-as-seeker")
    photograph_changes(camera)


def photograph_changes(camera: Photographer) -> None:
    """The seeker moves the booking to another day and then cancels it."""
    camera.page.goto(f"{camera.base_url}/mypage/bookings")
    camera.press("11月", "booking-to-change")
    camera.press("日時を変更する", "move")
    camera.page.goto(f"{camera.page.url}?day=2026-12-{'09' if camera.width == 360 else '10'}")
    camera.press("この日時にする", "move-confirm")
    camera.press("この日時に変更する", "moved")
    camera.press("予約を取り消す", "cancel")
    camera.press("この予約を取り消す", "cancelled")


def photograph_registering(camera: Photographer) -> None:
    """A clerk registers somebody who is like somebody else, and prints the slip."""
    camera.press("求職者を登録する", "desk-register")
    camera.press("確認へ進む", "desk-register-errors")
    camera.fill(
        name="見本 多郎", kana="みほん たろう", address="滋賀県草津市見本町0-0", email=f"t{camera.width}@example.com"
    )
    camera.fill(birth_date_year="昭和54", birth_date_month="4", birth_date_day="2")
    camera.press("確認へ進む", "desk-register-check")
    camera.press("別の方として登録する", "desk-registered")
    camera.press("マイページの開き方の紙を印刷する", "desk-slip")


def photograph_desk(camera: Photographer) -> None:
    """A clerk takes a booking by phone."""
    camera.open("/desk/login", "desk-sign-in")
    camera.fill(login=CLERK, password=camera.passwords[CLERK])
    camera.press("ログイン", "desk-home-empty")
    camera.open("/desk/scan", "desk-scan")
    camera.open("/desk/seekers", "desk-seekers")
    photograph_registering(camera)
    camera.page.goto(f"{camera.base_url}/desk/seekers")
    camera.fill(q="ミホン")
    camera.press("さがす", "desk-seekers-found")
    camera.fill(q="ヤマザギ")
    camera.press("さがす", "desk-seekers-near")
    camera.fill(q=CALLERS[camera.width])
    camera.press("さがす", "desk-call")
    camera.press("本人確認を記録する", "desk-identity-missing")
    for fact in ("求職番号", "生年月日", "登録の電話番号"):
        camera.page.get_by_label(fact).first.check()
    camera.press("本人確認を記録する", "desk-call-checked")
    call = camera.page.url
    camera.press("登録とマイページの手続き", "desk-seeker")
    card = camera.page.url
    camera.open(f"{card.removeprefix(camera.base_url)}/record", "desk-correct-record")
    camera.press("登録の内容を直す", "desk-correct-record-error")
    camera.open(f"{card.removeprefix(camera.base_url)}/access", "desk-end-access")
    camera.open(f"{card.removeprefix(camera.base_url)}/closure", "desk-close-my-page")
    camera.press("利用不可にする", "desk-close-my-page-error")
    camera.page.goto(f"{call}?from=2026-11-25")
    camera.press("9時30分" if camera.width == 360 else "10時30分", "desk-booking-form")
    camera.press("予約する", "desk-booking-errors")
    camera.fill(topic="応募書類の添削")
    camera.page.get_by_label("利用規約を説明し").check()
    camera.press("予約する", "desk-call-wanted")
    camera.page.get_by_role("button", name="読み上げる内容を表示").wait_for()
    camera.take("desk-call-issued")
    address = camera.page.url.removesuffix("/call")
    camera.press("読み上げる内容を表示", "desk-call-read-aloud")
    camera.page.goto(address)
    camera.take("desk-booking")
    camera.press("読み上げる内容を表示", "desk-read-aloud")
    camera.open("/desk?day=2026-11-25", "desk-sheet")
    camera.open("/desk/meetings", "desk-meetings")
    camera.open("/desk/feeds", "desk-feeds-none")
    camera.press("カレンダーのアドレスを作る", "desk-feeds")
    camera.press("使えなくする", "desk-feeds-stopped")
    camera.open("/desk/message-samples", "desk-message-samples")
    camera.open("/desk/message-samples?kind=cancelled", "desk-message-sample-cancelled")
    photograph_changes_at_the_desk(camera, address)


def photograph_settings(camera: Photographer) -> None:
    """A manager looks at what closing a booked day would do."""
    camera.page.goto(f"{camera.base_url}/desk/login")
    camera.fill(login=MANAGER, password=camera.passwords[MANAGER])
    camera.press("ログイン", "desk-home-manager")
    camera.open("/desk/bureau", "desk-bureau")
    camera.press("ハローワーク大村のミーティングの点検：", "desk-one-office")
    camera.page.get_by_label("一覧に出す安定所").select_option("all")
    with leading_on(camera.page, "切り替える"):
        camera.page.get_by_role("button", name="切り替える").click()
    camera.open("/desk/office", "desk-offices")
    camera.open("/desk/office/shiomizaka", "desk-office")
    photograph_office_settings(camera)
    camera.open("/desk/office/shiga/closing-days/new?day=2026-11-25&reason=設備点検", "desk-closing-impact")
    camera.press("この内容で変更する", "desk-closing-undecided")
    camera.open("/desk/office/shiomizaka/closing-days/2026-12-11/remove", "desk-reopening-impact")
    camera.open(
        "/desk/office/shiomizaka/closing-days/new?day=2026-11-25&last=2026-11-20&reason=雪", "desk-closing-errors"
    )
    camera.open("/desk/office/shiomizaka/closing-days/new?day=2026-11-25&reason=大雪&all=yes", "desk-closing-all")
    camera.open("/desk/office/shiomizaka/openings?day=2026-12-12", "desk-opening")
    camera.open("/desk/office/shiomizaka/openings/new?day=2026-12-12", "desk-opening-errors")
    camera.open("/desk/office/shiga/history", "desk-office-history")
    camera.open("/desk/office/shiga/history/1", "desk-office-version")
    camera.open("/desk/office/shiga/history/compare?from=1&to=9", "desk-office-compare")
    photograph_terms(camera)
    camera.open("/desk/pool", "desk-pool")
    camera.open("/desk/seekers/files", "desk-person-files")
    camera.press("調べる", "desk-person-files-errors")
    camera.open("/desk/tokens", "desk-tokens-none")
    camera.page.get_by_label("職員").first.check()
    camera.press("発行する", "desk-tokens-errors")
    camera.fill(login=CLERK, name="予約の集計")
    camera.page.get_by_label("予約を見る").check()
    camera.press("発行する", "desk-token")
    camera.open("/desk/tokens", "desk-tokens")
    photograph_staff(camera)
    camera.open("/desk/office/omura/procedures/omura-soudan/timetable", "desk-timetable")
    camera.open(
        "/desk/office/omura/procedures/omura-soudan/timetable/new?from=2026-12-02&wed=10:10", "desk-timetable-errors"
    )


def photograph_terms(camera: Photographer) -> None:
    """A manager looks at the terms of a procedure, and at what others would change."""
    terms = "/desk/office/shiga/procedures/shiga-soudan/terms"
    camera.open(terms, "desk-terms")
    camera.open(f"{terms}/new", "desk-new-terms")
    camera.press("変わるところを確かめる", "desk-new-terms-errors")
    camera.fill(**{"text": "Zoomを使って行います。\n録画は、しないでください。", "from": "2026-12-01"})
    camera.press("変わるところを確かめる", "desk-new-terms-look")


def photograph_office_settings(camera: Photographer) -> None:
    """A manager changes what an office is and says."""
    camera.open("/desk/office/omura/basics", "desk-basics")
    camera.fill(phone="110")
    camera.press("変わるところを確かめる", "desk-basics-errors")
    camera.fill(phone="0957-40-0033")
    camera.press("変わるところを確かめる", "desk-basics-look")
    camera.open("/desk/office/omura/desks/new", "desk-new-desk")
    camera.open("/desk/office/omura/procedures/new", "desk-new-procedure")
    camera.press("内容を確かめる", "desk-new-procedure-errors")
    camera.open("/desk/office/omura/procedures/omura-soudan/edit", "desk-procedure")
    camera.fill(**{"from": "2026-12-09", "lead_open_days": "3"})
    camera.press("影響を確かめる", "desk-procedure-look")


def photograph_staff(camera: Photographer) -> None:
    """A manager looks after colleagues, and at the own account."""
    camera.open("/desk/staff", "desk-staff")
    camera.press("受付 二郎", "desk-colleague")
    camera.open("/desk/staff/invite", "desk-invite")
    camera.press("招待する", "desk-invite-errors")
    camera.open("/desk/invitation/none", "desk-link-ended")
    camera.open("/desk/account", "desk-own-account")
    camera.press("認証アプリを登録する", "desk-second-factor")


def photograph_passkeys(camera: Photographer) -> None:
    """A manager makes a passkey, shows it after the password, and looks at it; a seeker makes one."""
    give_device(camera.page)
    enter(camera, "/desk/login", MANAGER)
    camera.open("/desk/account/passkeys", "desk-passkeys")
    camera.press("登録に進む", "desk-passkeys-errors")
    camera.fill(password=camera.passwords[MANAGER])
    camera.press("登録に進む", "desk-new-passkey")
    camera.press("パスキーを作る", "desk-recovery-codes")
    enter(camera, "/desk/login", MANAGER)
    camera.take("desk-second-step")
    camera.press("パスキーでログイン", "desk-home-by-passkey")
    camera.open("/desk/account", "desk-own-account-with-passkey")
    camera.open("/desk/account/passkeys", "desk-passkeys-one")
    camera.press("Chrome", "desk-passkey")
    camera.open("/desk/staff", "desk-staff-with-passkey")
    enter(camera, "/login", "misaki@example.com")
    camera.open("/mypage/passkeys", "passkeys")
    camera.fill(password=camera.passwords["misaki@example.com"])
    camera.press("登録に進む", "new-passkey")
    camera.press("パスキーを作る", "passkeys-one")
    camera.press("Chrome", "passkey")


def photograph_the_sheet(camera: Photographer, phase: str, waiting: str, coming: str) -> None:
    """The sheet, and before the day begins the pages around it."""
    enter(camera, "/desk/login", OF_TWO_DESKS)
    camera.take(f"desk-sheet-{phase}")
    if phase == "after":
        camera.open(f"/desk/bookings/{waiting}/attendance", "desk-attendance-to-call")
        camera.press("電話を記録する", "desk-attendance-call-errors")
        return
    camera.open("/desk?day=11/27", "desk-sheet-errors")
    camera.open("/desk/day/calls", "desk-calls-of-day")
    camera.open("/desk/day/counsellors", "desk-counsellors")
    camera.open("/desk/day/desk", "desk-other-desk")
    camera.press("別の窓口へ移す", "desk-other-desk-none")
    camera.open(f"/desk/bookings/{coming}/meeting/start", "desk-start-early")
    camera.open(f"/desk/bookings/{waiting}", "desk-booking-notes")
    camera.press("メモを残す", "desk-booking-note-errors")


def photograph_absences(camera: Photographer) -> None:
    """A second missed consultation: marked, proposed, suspended, answered, lifted."""
    enter(camera, "/desk/login", "uketsuke.omura@example.com")
    camera.take("desk-home-unmarked")
    camera.open("/desk?day=2026-12-02", "desk-sheet-to-mark")
    camera.open("/desk/todo", "desk-todo")
    camera.press("担当する", "desk-todo-owner")
    camera.open("/desk/attendance", "desk-unmarked")
    camera.press("欠席など", "desk-attendance")
    camera.press("実施なし", "desk-attendance-reason")
    camera.press("無断欠席", "desk-attendance-marked")
    enter(camera, "/desk/login", MANAGER)
    camera.open("/desk/suspensions", "desk-suspensions-proposed")
    camera.press("髙城", "desk-suspension-proposed")
    camera.press("停止しない", "desk-suspension-reason")
    camera.press("利用を停止する", "desk-suspension-imposed")
    camera.open("/desk/office/omura/absences", "desk-absence-rules")
    camera.open("/desk/office/omura/messages", "desk-own-messages")
    camera.open("/desk/office/omura/messages/booked", "desk-own-sentences")
    camera.fill(opening_ja="{氏名}様")
    camera.press("見本を見る", "desk-own-sentences-errors")
    camera.open("/desk/records?from=2026-11-01&to=2026-11-30", "desk-records")
    camera.open("/desk/records?from=2026-11-30&to=2026-11-01", "desk-records-errors")
    camera.open("/desk/seekers/2/history", "desk-timeline")
    camera.press("無断欠席の注意", "desk-timeline-message")
    camera.open("/desk/statistics?from=2026-11-01&to=2026-11-30", "desk-statistics")
    camera.open("/desk/statistics?from=2026-11-30&to=2026-11-01", "desk-statistics-errors")
    camera.open("/desk/statistics/people?office=omura&from=2026-11-01&to=2026-11-30", "desk-people-list")
    camera.press("一覧を用意する", "desk-people-list-errors")
    enter(camera, "/desk/login", "unyo@example.com")
    camera.open("/desk/retention", "desk-retention")
    camera.open("/desk/retention/evidence", "desk-period")
    camera.fill(days="5")
    camera.press("変更する", "desk-period-errors")
    enter(camera, "/login", "misaki@example.com")
    camera.open("/mypage", "my-page-suspended")
    camera.open("/mypage/messages", "messages-suspended")
    camera.press("ご利用について", "message-suspended")
    camera.open("/mypage/messages", "messages-warned")
    camera.press("12月2日", "message-warned")
    camera.open("/procedures/omura-soudan?day=2026-12-09", "procedure-suspended")
    camera.open("/mypage/suspensions", "suspensions")
    camera.press("安定所に送る", "suspensions-missing")
    camera.fill(text="入院していて、連絡できませんでした。")
    camera.press("安定所に送る", "suspensions-answered")
    enter(camera, "/desk/login", MANAGER)
    camera.open("/desk/suspensions/1", "desk-suspension-answered")
    camera.fill(reason="入院と確かめたため")
    camera.press("利用停止を解く", "desk-suspension-lifted")
    enter(camera, "/login", "kakuto@example.com")
    camera.open("/mypage/bookings", "bookings-attended")
    camera.press("12月2日", "booking-attended")
    camera.press("相談を受けた記録", "consultation-record")


def photograph_failed_deliveries(camera: Photographer) -> None:
    """Mails that came back: an address is corrected and written to again, the others are seen to."""
    enter(camera, "/desk/login", "uketsuke.omura@example.com")
    for _ in range(60):  # the scheduler has three mails refused
        if camera.page.get_by_text("届かなかった連絡が3件").count():
            break
        camera.page.wait_for_timeout(500)
        camera.page.reload()
    camera.take("desk-home-failed-deliveries")
    camera.open("/desk/undelivered", "desk-failed-deliveries")
    camera.press("担当する", "desk-failed-deliveries-owner")
    camera.press("メールアドレスを直す", "desk-email-unchecked")
    for fact in ("求職番号", "生年月日", "登録の電話番号"):
        camera.page.get_by_label(fact).first.check()
    camera.press("本人確認を記録する", "desk-email")
    camera.fill(email="ｍｉｓａｋｉ＠ｅｘａｍｐｌｅ")
    camera.press("メールアドレスを直す", "desk-email-malformed")
    camera.fill(email="lan@example.com", reason="聞きまちがえていたため")
    camera.press("メールアドレスを直す", "desk-email-taken")
    camera.fill(email="ｍｉｓａｋｉ．ｔ＠ｅｘａｍｐｌｅ．ｃｏｍ")
    camera.press("メールアドレスを直す", "desk-email-corrected")
    camera.press("届かなかった連絡が", "desk-failed-deliveries-corrected")
    camera.press("もう一度送る", "desk-failed-deliveries-sent-again")
    camera.press("電話で伝えた", "desk-failed-deliveries-called")
    camera.press("担当する", "desk-failed-deliveries-owned")
    enter(camera, "/desk/login", MANAGER)
    camera.page.goto(f"{camera.base_url}/desk/undelivered")
    camera.press("対応は要らない", "desk-failed-deliveries-of-colleague")
    camera.press("続ける", "desk-failed-deliveries-none-failed")
    camera.press("対応が終わった連絡", "desk-failed-deliveries-resolved")
    camera.press("一覧にもどす", "desk-failed-deliveries-put-back")
    camera.open("/desk/message-samples?kind=email_changed", "desk-message-sample-email-changed")
    enter(camera, "/desk/login", CLERK)
    camera.open("/desk/undelivered", "desk-failed-deliveries-empty")
    camera.open("/desk/undelivered/resolved", "desk-failed-deliveries-resolved-empty")
    enter(camera, "/login", "misaki.t@example.com", password=camera.passwords["misaki@example.com"])
    camera.take("one-time-password")
    camera.press("送信", "one-time-password-errors")
    camera.fill(code=camera.mailed("misaki.t@example.com", "ワンタイムパスワード ： "))
    press(camera.page, "送信")
    camera.open("/mypage/messages", "messages-email-changed")
    camera.press("メールアドレスを変更しました", "message-email-changed")


def enter(camera: Photographer, door: str, email: str, *, password: str = "") -> None:
    """Sign in as somebody, whoever was signed in before."""
    camera.page.context.clear_cookies()
    camera.page.goto(f"{camera.base_url}{door}")
    camera.fill(login=email, password=password or camera.passwords[email])
    press(camera.page, "ログイン")


def photograph_changes_at_the_desk(camera: Photographer, address: str) -> None:
    """The clerk, with the same caller on the phone, moves the booking at `address` and looks at its cancellation."""
    camera.page.goto(address)
    camera.press("日時を変更する", "desk-move")
    camera.page.goto(f"{address}/move?from=2026-11-25")
    camera.press("13時30分" if camera.width == 360 else "15時00分", "desk-move-form")
    camera.press("同意を得たので、この日時に変更する", "desk-moved")
    camera.page.goto(f"{address}/meeting")
    camera.take("desk-enter-meeting")
    camera.press("このミーティングにする", "desk-enter-meeting-errors")
    camera.page.goto(address)
    camera.press("予約を取り消す", "desk-cancel")
    camera.press("この予約を取り消す", "desk-cancel-errors")


def photograph_the_day(camera: Photographer, phase: str) -> None:
    """A consultation on its day, on the pages that somebody looks at before joining."""
    enter(camera, "/login", "misaki@example.com")
    camera.page.locator("main [data-renew]").wait_for(
        state="detached"
    )  # the scheduler issues the meeting, and the page shows it
    camera.take(f"my-page-{phase}")
    camera.open("/mypage/bookings", f"bookings-{phase}")
    camera.press("2026年11月25日", f"booking-{phase}")
    camera.open("/mypage/messages/1", f"message-{phase}")


def photograph_cancelled_by_office(camera: Photographer) -> None:
    """What who lost a booking by the office's doing finds."""
    enter(camera, "/login", "kakuto@example.com")
    camera.take("my-page-cancelled-by-office")
    camera.press("理由と、新しい日時を見る", "message-cancelled-by-office")


ROUNDS: tuple[Callable[[Photographer], None], ...] = (
    photograph_public_pages,
    photograph_newcomer,
    photograph_mynaportal,
    photograph_booking,
    photograph_desk,
    photograph_settings,
)


def go_everywhere(browser: Browser, camera: Callable[..., Photographer], widths: Sequence[int]) -> dict[int, list[str]]:
    """Come to every page in its states, at each width, with a photographer or who else looks at pages."""
    with tempfile.TemporaryDirectory() as folder, started() as provider:
        oidc = {
            "MADOGUCHI_OIDC_ISSUER": provider.issuer,
            "MADOGUCHI_OIDC_CLIENT_ID": "browsers",
            "MADOGUCHI_OIDC_CLIENT_SECRET": SECRET,
        }
        service = Service([sys.executable, "-m", "booking.cli"], Path(folder), oidc)
        passwords = service.prepare()
        with service.serving() as base_url:
            mails = partial(mails_in, Path(folder) / "instance" / "mail")
            start = partial(camera, base_url=base_url, passwords=passwords, mails=mails, issuer=provider.issuer)
            taken = {width: _photograph(browser, width, start) for width in widths}
            for width in widths:
                _photograph_passkeys(browser, width, camera, taken[width])
                _photograph_absences(browser, width, camera, taken[width])
                _photograph_failed_deliveries(browser, width, camera, taken[width])
                _photograph_the_day(browser, width, camera, taken[width])
                _photograph_the_sheet(browser, width, camera, taken[width])
    return taken


def _photograph(browser: Browser, width: int, start: Callable[..., Photographer]) -> list[str]:
    taken: list[str] = []
    for take_round in ROUNDS:
        size = ViewportSize(width=width, height=800)
        context = browser.new_context(viewport=size, locale="ja-JP")
        camera = start(page=context.new_page(), width=width, taken=taken)
        take_round(camera)
        context.close()
    return taken


def _photograph_passkeys(browser: Browser, width: int, camera: Callable[..., Photographer], taken: list[str]) -> None:
    """On a service that is called by a name, as browsers want it."""
    context = browser.new_context(viewport=ViewportSize(width=width, height=800), locale="ja-JP")
    with tempfile.TemporaryDirectory() as folder:
        service, passwords = prepared_service(Path(folder), {})
        with replace(service, host="localhost").serving() as base_url:
            photograph_passkeys(camera(context.new_page(), width, base_url, passwords, taken))
    context.close()


def _photograph_absences(browser: Browser, width: int, camera: Callable[..., Photographer], taken: list[str]) -> None:
    """A later day, on a service of its own: what is decided on it cannot be taken back for the next width."""
    context = browser.new_context(viewport=ViewportSize(width=width, height=800), locale="ja-JP")
    with tempfile.TemporaryDirectory() as folder, missed_town(Path(folder)) as town:
        photograph_absences(camera(context.new_page(), width, town.base_url, town.passwords, taken))
    context.close()


def _photograph_the_day(browser: Browser, width: int, camera: Callable[..., Photographer], taken: list[str]) -> None:
    """On the day of a consultation: before it, in it and after it."""
    for phase, moment in (("today", "07:55"), ("begun", "10:05"), ("over", "10:40")):
        context = browser.new_context(viewport=ViewportSize(width=width, height=800), locale="ja-JP")
        with tempfile.TemporaryDirectory() as folder, day_town(Path(folder), moment) as town:
            here = camera(context.new_page(), width, town.base_url, town.passwords, taken)
            photograph_the_day(here, phase)
            if phase == "today":
                photograph_cancelled_by_office(here)
        context.close()


def _photograph_the_sheet(browser: Browser, width: int, camera: Callable[..., Photographer], taken: list[str]) -> None:
    """A busy day at an office with two desks: somebody is at the door, later two wait for a decision."""
    for phase, moment in (("before", "09:53"), ("after", "10:31")):
        context = browser.new_context(viewport=ViewportSize(width=width, height=800), locale="ja-JP")
        with tempfile.TemporaryDirectory() as folder, sheet_town(Path(folder), moment) as town:
            here = camera(context.new_page(), width, town.base_url, town.passwords, taken)
            photograph_the_sheet(here, phase, town.numbers[SHO], town.numbers[KAKUTO])
        context.close()


def _photograph_failed_deliveries(
    browser: Browser, width: int, camera: Callable[..., Photographer], taken: list[str]
) -> None:
    """With a mail server that refuses, which the other rounds do not have."""
    context = browser.new_context(viewport=ViewportSize(width=width, height=800), locale="ja-JP")
    with tempfile.TemporaryDirectory() as folder, failed_deliveries_town(Path(folder)) as town:
        refused = camera(context.new_page(), width, town.base_url, town.passwords, taken, town.server.mails)
        photograph_failed_deliveries(refused)
    context.close()
