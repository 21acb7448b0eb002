"""`make guide-pictures`: takes the pictures of the staff guide anew, from the real service with made-up people.

It goes the ways of `make screens`, keeps what `PICTURES` names, cut to what matters, into docs/pictures/desk.
Days and hours are always the same; numbers, names of guests and passcodes are drawn anew each time.
"""

import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, ViewportSize, sync_playwright

from tests.browser import chromium_path, launch_arguments, press
from tests.pictures.camera import MANAGER, Photographer, enter
from tests.pictures.screens_of_absences import photograph_absences
from tests.pictures.screens_of_settings import photograph_settings
from tests.pictures.screens_of_the_desk import photograph_desk, photograph_failed_deliveries, photograph_the_sheet
from tests.pictures.small_png import small_png
from tests.service import ROOT, prepared_service
from tests.towns.failed_deliveries_town import failed_deliveries_town
from tests.towns.missed_town import missed_town
from tests.towns.sheet_town import KAKUTO, SHO, sheet_town
from tests.towns.snow_town import snow_town

FOLDER = ROOT / "docs" / "pictures" / "desk"
DESK, PHONE = 1280, 390
AROUND = 12  # pixels left around what is cut out
# Where the main part ends for the eye; it is stretched down to the foot of a page.
_END = """() => Math.max(
  ...[...document.querySelectorAll("main *")].map(part => part.getBoundingClientRect().bottom)) + 16"""


@dataclass(frozen=True)
class Cut:
    """From the top of the first part of the page to the end of the last one, and no taller than this."""

    parts: tuple[str, ...] = ("main",)
    tallest: int = 900


WHOLE = Cut()
# The browsers of tests speak English in fields for days and hours; these turn them to what clerks see, and back.
_AS_IN_JAPAN = """() => document.querySelectorAll("input[type=date], input[type=time]").forEach(field => {
  const [kind, value] = [field.type, field.value];
  field.style.width = `${field.offsetWidth}px`;
  field.dataset.was = `${kind} ${value}`;
  field.type = "text";
  field.value = kind == "date" ? value.replaceAll("-", "/") || "年/月/日" : value || "--:--";
})"""
_AS_BEFORE = """() => document.querySelectorAll("[data-was]").forEach(field => {
  [field.type, field.value] = field.dataset.was.split(" ");
  delete field.dataset.was;
})"""
# The address that stands on paper is one as an office has it.
_ADDRESS = "https://online-soudan.example.jp"
_NAMES_THE_SERVICE = """([here, there]) => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replaceAll(here, there);
}"""
# What is kept of a page of `make screens`, by the name that it has there.
PICTURES: Mapping[str, Cut] = {
    "desk-sign-in": WHOLE,
    "desk-second-factor": WHOLE,
    "desk-seekers-found": Cut(tallest=620),
    "desk-call": Cut(tallest=700),
    "desk-call-checked": Cut(tallest=900),
    "desk-booking-form": Cut(("#listen", "main"), 900),
    "desk-call-read-aloud": Cut(("#called", "main"), 900),
    "desk-move-form": Cut(("#listen", "main"), 900),
    "desk-cancel": Cut(("#booked", "main"), 900),
    "desk-register-check": Cut(tallest=900),
    "desk-slip": Cut(tallest=800),
    "desk-seeker": Cut(tallest=1000),
    "desk-enter-meeting": WHOLE,
    "desk-message-samples": Cut(tallest=800),
    "desk-bureau": WHOLE,
    "desk-office": Cut(tallest=1000),
    "desk-opening": WHOLE,
    "desk-timetable": WHOLE,
    "desk-staff": WHOLE,
    "desk-colleague": WHOLE,
    "desk-attendance": Cut(tallest=900),
    "desk-todo": WHOLE,
    "desk-suspension-proposed": Cut(tallest=900),
    "desk-records": Cut(tallest=700),
    "desk-timeline": Cut(tallest=900),
    "desk-statistics": Cut(tallest=900),
    "desk-failed-deliveries": Cut(tallest=480),
    "desk-sheet-before": Cut(("body",), 880),
    "desk-calls-of-day": Cut(tallest=700),
    "desk-counsellors": Cut(tallest=700),
    "desk-other-desk": Cut(tallest=700),
    "desk-attendance-to-call": Cut(tallest=700),
    "desk-office-basics": Cut(tallest=800),
    "desk-procedure-settings": Cut(tallest=900),
    "desk-new-desk": WHOLE,
    "desk-own-sentences": Cut(tallest=900),
    "desk-snow": Cut(tallest=900),
    "desk-snow-calls": Cut(tallest=800),
}
ON_THE_PHONE: Mapping[str, Cut] = {
    "desk-sheet-before": Cut(("[data-part=totals]", "main"), 720),
    "desk-snow-calls": Cut(("main table", "main"), 640),
}


@dataclass
class GuideCamera(Photographer):
    """Goes the same ways, and keeps what the guide shows."""

    folder: Path = FOLDER
    kept: dict[str, Path] = field(default_factory=dict)

    def take(self, name: str) -> None:
        """Keep the page as it is now, if the guide shows it."""
        wanted = ON_THE_PHONE if self.width == PHONE else PICTURES
        if name not in wanted or name in self.kept:
            return
        self.page.evaluate(_AS_IN_JAPAN)
        self.page.evaluate(_NAMES_THE_SERVICE, [self.base_url, _ADDRESS])
        cut = self.page.screenshot(full_page=True, clip=self._cut(wanted[name]))
        self.page.evaluate(_AS_BEFORE)
        path = self.folder / f"{name.removeprefix('desk-')}{'-phone' if self.width == PHONE else ''}.png"
        path.write_bytes(small_png(self.page, cut))
        self.kept[name] = path

    def _cut(self, cut: Cut) -> FloatRect:
        self.page.evaluate("scrollTo(0, 0)")  # boxes are told from what is in view
        boxes = [box for part in cut.parts if (box := self.page.locator(part).first.bounding_box())]
        first, last = boxes[0], boxes[-1]
        left = max(0, min(box["x"] for box in boxes) - AROUND)
        top = first["y"] - (AROUND if len(cut.parts) > 1 else 0)  # what is whole has room of its own
        right = min(self.width, max(box["x"] + box["width"] for box in boxes) + AROUND)
        end = min(last["y"] + last["height"], self.page.evaluate(_END), top + cut.tallest)
        return FloatRect(x=left, y=top, width=right - left, height=end - top)


def main() -> int:
    """Take all pictures; the exit status."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=launch_arguments())
        for way in (_quiet_morning, _sheet_before, _sheet_after, _snow, _absences, _failed_deliveries):
            way(browser)
        _sheet_before(browser, PHONE)
        _snow(browser, PHONE)
    sizes = {path.name: path.stat().st_size // 1000 for path in sorted(FOLDER.glob("*.png"))}
    print(f"{len(sizes)} pictures, the largest of {max(sizes.values())} kB: {FOLDER}")  # noqa: T201  a command prints
    return 0


def _quiet_morning(browser: Browser, width: int = DESK) -> None:
    with tempfile.TemporaryDirectory() as folder:
        service, passwords = prepared_service(Path(folder), {})
        with service.serving() as base_url:
            _procedure(browser, base_url)
            for way in (photograph_desk, photograph_settings, _settings):
                with _camera(browser, width, base_url, passwords) as camera:
                    way(camera)


def _settings(camera: Photographer) -> None:
    """What a manager finds in the forms of an office."""
    enter(camera, "/desk/login", MANAGER)
    camera.open("/desk/office/omura/basics", "desk-office-basics")
    camera.open("/desk/office/omura/procedures/omura-soudan/edit", "desk-procedure-settings")
    camera.open("/desk/office/omura/desks/new", "desk-new-desk")


def _procedure(browser: Browser, base_url: str) -> None:
    """What README shows: the calendar of a procedure as on a phone."""
    page = browser.new_page(viewport=ViewportSize(width=360, height=800), locale="ja-JP")
    page.goto(f"{base_url}/procedures/omura-soudan?day=2026-11-25")
    top = page.get_by_role("heading", name="日を選ぶ").bounding_box()
    assert top is not None
    cut = page.screenshot(full_page=True, clip=FloatRect(x=0, y=top["y"] - AROUND, width=360, height=700))
    (FOLDER.parent / "procedure.png").write_bytes(small_png(page, cut))
    page.close()


def _sheet_before(browser: Browser, width: int = DESK) -> None:
    _sheet(browser, width, "before", "09:53")


def _sheet_after(browser: Browser, width: int = DESK) -> None:
    _sheet(browser, width, "after", "10:31")


def _sheet(browser: Browser, width: int, phase: str, clock: str) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        sheet_town(Path(folder), clock) as town,
        _camera(browser, width, town.base_url, town.passwords) as camera,
    ):
        photograph_the_sheet(camera, phase, town.numbers[SHO], town.numbers[KAKUTO])


def _snow(browser: Browser, width: int = DESK) -> None:
    """A manager closes the day at ten past eight and calls who was to come."""
    with (
        tempfile.TemporaryDirectory() as folder,
        snow_town(Path(folder)) as town,
        _camera(browser, width, town.base_url, town.passwords) as camera,
    ):
        enter(camera, "/desk/login", MANAGER)
        camera.page.goto(f"{town.base_url}/desk/office/shiomizaka")
        camera.fill(day="2026-11-27", reason="大雪のため")
        press(camera.page, "影響を確かめる")
        camera.page.get_by_label("どれも取り消して").check()
        camera.take("desk-snow")
        press(camera.page, "この内容で変更する")
        camera.take("desk-snow-calls")


def _absences(browser: Browser, width: int = DESK) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        missed_town(Path(folder)) as town,
        _camera(browser, width, town.base_url, town.passwords) as camera,
    ):
        photograph_absences(camera)


def _failed_deliveries(browser: Browser, width: int = DESK) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        failed_deliveries_town(Path(folder)) as town,
        _camera(browser, width, town.base_url, town.passwords) as camera,
    ):
        camera.mails = town.server.mails
        photograph_failed_deliveries(camera)


@contextmanager
def _camera(browser: Browser, width: int, base_url: str, passwords: dict[str, str]) -> Iterator[GuideCamera]:
    context = browser.new_context(viewport=ViewportSize(width=width, height=800), locale="ja-JP")
    yield GuideCamera(context.new_page(), width, base_url, passwords)
    context.close()


if __name__ == "__main__":
    sys.exit(main())
