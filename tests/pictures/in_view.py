"""Staff find every control without scrolling sideways, beside another program and on a phone (WCAG 1.4.10)."""

from playwright.sync_api import Page, ViewportSize

from tests.pictures.large_letters import shown_on

WINDOWS = (ViewportSize(width=768, height=1024), ViewportSize(width=390, height=844))

# Also what a frame scrolls: nothing tells that there is more.
_OUT_OF_VIEW = """() => {
    const width = document.documentElement.clientWidth;
    const place = (control) => control.getBoundingClientRect();
    const named = (control) => (control.innerText || control.name || control.className).trim().slice(0, 40);
    const kinds = "a, button, input:not([type=hidden]), select, textarea, summary";
    return [...document.querySelectorAll(`main :is(${kinds})`)]
        .filter((one) => one.checkVisibility() && !one.closest(".visually-hidden") && place(one).width > 0)
        .filter((one) => place(one).left < -1 || place(one).right > width + 1)
        .map((one) => `${named(one)} at ${Math.round(place(one).left)} to ${Math.round(place(one).right)}`);
}"""


def assert_controls_in_view(page: Page) -> None:
    """Fail with the controls of the main part that lie beside the window, at either width."""
    out = {}
    for window in WINDOWS:
        with shown_on(page, window, letters=""):
            out[window["width"]] = page.evaluate(_OUT_OF_VIEW)
    assert not any(out.values()), f"{page.url} has controls out of sight: {out}"
