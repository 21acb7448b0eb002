"""What axe and HTML_CodeSniffer say of a page as it stands in a browser."""

from collections.abc import Iterator
from functools import cache

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser import AXE_RULES
from tests.html_checkers import INSTALLED

# Only errors. Its warnings ask people to look: at text whose contrast it cannot see, at tables, at titles.
# It has no words for one of them, and would end without any.
_SNIFF = """() => new Promise(done => {
    const words = HTMLCS.getTranslation;
    HTMLCS.getTranslation = key => words.call(HTMLCS, key) || key;
    HTMLCS.process("WCAG2AA", document, () => done(
    HTMLCS.getMessages().filter(message => message.type === HTMLCS.ERROR).map(message => [
        message.code.replace("WCAG2AA.", ""), message.element.outerHTML.slice(0, 200), message.msg])));
})"""


def findings_of(page: Page) -> list[str]:
    """What both find."""
    return [*_found_by_axe(page, {"rules": AXE_RULES}), *_found_by_codesniffer(page)]


def findings_in_colour(page: Page) -> list[str]:
    """What both find of the contrast, for colours that are all that is new on the page."""
    contrast = [found for found in _found_by_codesniffer(page) if "1_4_3" in found or "1_4_6" in found]
    return [*_found_by_axe(page, {"runOnly": ["color-contrast", "link-in-text-block"]}), *contrast]


def _found_by_axe(page: Page, options: dict[str, object]) -> Iterator[str]:
    for violation in Axe().run(page, options={"resultTypes": ["violations"], **options}).response["violations"]:
        for node in violation["nodes"]:
            yield f"axe: {violation['id']}: {violation['help']}: {node['html'][:200]}"


def _found_by_codesniffer(page: Page) -> list[str]:
    page.evaluate(_codesniffer())
    return [f"HTML_CodeSniffer: {code}: {text} {element}" for code, element, text in page.evaluate(_SNIFF)]


@cache
def _codesniffer() -> str:
    return (INSTALLED / "html_codesniffer" / "build" / "HTMLCS.js").read_text(encoding="utf-8")
