"""A manager's pages: closings, settings, terms."""

from tests.browser import leading_on
from tests.pictures.camera import CLERK, MANAGER, Photographer
from tests.pictures.screens_of_accounts import photograph_staff


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
