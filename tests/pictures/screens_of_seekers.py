"""What everybody sees, and the way of a booking until its day is over."""

from tests.pictures.camera import SEEKERS, Photographer, enter
from tests.pictures.screens_of_accounts import photograph_doors


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
