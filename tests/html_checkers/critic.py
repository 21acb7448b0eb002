"""Has every page that is photographed judged: by day and by night, and a seeker's page in the other languages."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, Response

from booking.core.texts.languages import Language
from booking.web.accounts.chosen_language import COOKIE
from tests.html_checkers.in_the_browser import findings_in_colour, findings_of
from tests.pictures.camera import SHEET, Photographer

# The colours do not depend on the language, nor the words on the colours: between them, two see all of it.
_LIGHTS: dict[Language, Literal["light", "dark"]] = {Language.ENGLISH: "light", Language.EASY: "dark"}


@dataclass
class Critic(Photographer):
    """Photographs and judges; `findings` has what is wrong with which picture, `sources` is for the Nu checker."""

    sources: Path = SHEET
    findings: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Remember the answer that the page was made from."""
        self._answer: Response | None = None
        self.page.on("response", self._remember)

    def take(self, name: str) -> None:
        """Keep the page, and what is wrong with it, as it is now."""
        super().take(name)
        picture = self.taken[-1].removesuffix(".png")
        self._note(picture, findings_of(self.page))
        self.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        self._note(f"{picture} by night", findings_in_colour(self.page))
        self.page.emulate_media(color_scheme="light", reduced_motion="no-preference")
        if self._answer:
            self._keep_source(self._answer, picture)
        if self.page.locator("[data-languages]").count():
            for language, light in _LIGHTS.items():
                self._look_again(language, light, picture)

    def _look_again(self, language: Language, light: Literal["light", "dark"], picture: str) -> None:
        """At the same page in another language, in a tab of its own, so that the way goes on undisturbed."""
        jar = self.page.context
        jar.add_cookies([{"name": COOKIE, "value": language, "url": self.base_url}])
        tab = jar.new_page()
        tab.emulate_media(color_scheme=light, reduced_motion="reduce")
        answer = tab.goto(self.page.url)
        if tab.locator("html").get_attribute("lang") != language:
            answer = _sent_again(tab)
        if answer and self._answer and answer.status == self._answer.status:
            named = f"{picture}-{language}"
            tab.screenshot(path=SHEET / f"{named}.png", full_page=True)
            self.taken.append(f"{named}.png")
            self._keep_source(answer, named)
            self._note(named, findings_of(tab))
        tab.close()
        jar.add_cookies([{"name": COOKIE, "value": Language.JAPANESE, "url": self.base_url}])

    def _remember(self, answer: Response) -> None:
        if answer.request.is_navigation_request() and answer.frame == self.page.main_frame:
            self._answer = answer

    def _keep_source(self, answer: Response, picture: str) -> None:
        """As it was sent, not as the browser mended it."""
        (self.sources / f"{picture}.html").write_bytes(answer.body())

    def _note(self, picture: str, found: list[str]) -> None:
        self.findings += [(picture, finding) for finding in found]


def _sent_again(tab: Page) -> Response | None:
    """The answer to a refused form: it is kept in the language in which it was sent, so it is sent in another one."""
    form = tab.locator("main form:has([aria-invalid=true])")
    if not form.count():
        return None
    with tab.expect_navigation() as led:
        form.first.evaluate("form => form.requestSubmit()")
    return led.value
