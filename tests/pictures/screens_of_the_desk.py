"""A clerk's pages: a call, the day's sheet, mails that came back."""

from tests.browser import press
from tests.pictures.camera import CLERK, MANAGER, Photographer, enter
from tests.towns.sheet_town import CLERK as OF_TWO_DESKS

CALLERS = {360: "見本 太郎", 1280: "サンプル オーエン"}


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
