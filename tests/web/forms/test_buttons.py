"""Forms that are one button, in a real browser: refused, or pressed too late, Back tells what is true now.

`make test` presses those that people press every day; the others wait for `make soak`.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium_path, launch_arguments, press
from tests.databases import SqliteTemplate
from tests.pictures.focus_rings import assert_focus_begins_at_the_answer
from tests.town import close_connections
from tests.web.forms.buttons import OFTEN_PRESSED, SELDOM_PRESSED, town_with_buttons
from tests.web.forms.walk import STALE, Walk
from tests.web.forms.walked_town import Town
from tests.web.forms.walking import ANSWER, go_away_and_come_back, send, take_the_steps_before

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def town(sqlite_town: SqliteTemplate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("buttons")
    with town_with_buttons(sqlite_town.copy_to(folder / "buttons.sqlite"), folder) as town:
        yield town
        with town.app.app_context():
            close_connections()


@pytest.mark.parametrize(
    "button",
    [*OFTEN_PRESSED, *(pytest.param(button, marks=pytest.mark.late) for button in SELDOM_PRESSED)],
    ids=lambda button: button.endpoint,
)
def test_a_button_that_is_refused_or_pressed_too_late(town: Town, browser: Browser, button: Walk) -> None:
    with town.tab(browser, button.who) as tab:
        take_the_steps_before(tab, town, button)
        left_open = tab.context.new_page()
        for page in (tab, left_open):
            page.goto(button.at.format(**town.has))
        send(tab, town, button, STALE)
        if button.endpoint.endswith("sign_out"):  # the door is its own answer
            return
        expect(tab).to_have_url(ANSWER)
        go_away_and_come_back(tab)
        press(tab, "ページを開きなおす")
        send(tab, town, button, button.right)
        assert_focus_begins_at_the_answer(tab)
        back_and_forward(tab, steps=3)
        send(left_open, town, button, button.right)  # it has been decided
        expect(left_open.locator("main h1")).not_to_contain_text("申し訳ありません")
        assert_focus_begins_at_the_answer(left_open)
        back_and_forward(left_open, steps=1)


def back_and_forward(tab: Page, *, steps: int) -> None:
    """Each page that Back and Forward come to says what a reload says: nothing that was true before."""
    for turn in [tab.go_back] * steps + [tab.go_forward] * steps:
        turn()
        shown = what_it_says(tab)
        tab.reload()
        assert what_it_says(tab) == shown


def what_it_says(tab: Page) -> str:
    """The main part in words, with what stands in its fields."""
    expect(tab.locator("main h1")).to_be_visible()
    return tab.locator("main").inner_text()


@pytest.mark.late  # another start of the browser
def test_a_page_that_the_browser_has_kept_is_asked_for_anew_once_a_form_was_sent_from_it(
    town: Town, browser: Browser
) -> None:
    """Tests run without the browser's own cache of whole pages; people do not."""
    kept = browser.browser_type.launch(
        executable_path=chromium_path(),
        args=launch_arguments(),
        ignore_default_args=["--disable-back-forward-cache"],
    )
    tab = kept.new_page(base_url=town.base_url, locale="ja-JP")
    tab.goto("/procedures/omura-soudan?day=2026-12-10")
    press(tab, "予約する")
    tab.get_by_label("メールアドレス").fill("lan@example.com")
    tab.get_by_label("パスワード ※必須").fill(town.has["lans"])
    press(tab, "ログイン")
    tab.evaluate("history.go(-2)")
    expect(tab.get_by_role("link", name="マイページ", exact=True)).to_be_visible()
    kept.close()
