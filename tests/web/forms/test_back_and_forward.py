"""In a real browser, form by form: error, away and back, correction, Back, Forward; nothing that was typed is lost."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.databases import SqliteTemplate
from tests.town import close_connections
from tests.web.forms.buttons import OFTEN_PRESSED, SELDOM_PRESSED
from tests.web.forms.changes_walked import CHANGES, town_with_changes
from tests.web.forms.walk import STALE, Walk
from tests.web.forms.walked_forms import WALKS
from tests.web.forms.walked_town import Town, town_with_forms
from tests.web.forms.walking import ANSWER, walk_through

DOORS = ("/login", "/desk/login")
NOT_FOR_PEOPLE = ("api.", "webhooks.")

# What no walk here comes to, and there is nothing to type that could be lost. That the same answer leads from each is
# asked below, and what each does in the tests of its chapter.
NOT_WALKED = {
    "seeker.passkey_options",  # which only the script of passkeys sends
    "seeker.sign_in_with_passkey",
    "desk.passkey_options",
    "desk.sign_in_with_passkey",
    "desk.retry_meeting",  # one button, once a provider of meetings has failed, recorded or issued
    "desk.resolve_open_captures",
    "desk.read_out",
    "desk.start_meeting",  # which leads to another site
    "desk.merge",  # one choice, once somebody was registered twice
    "desk.renew_recovery_codes",  # a code, which is never shown again
    "desk.open_again",  # one button, once somebody has left or lost a device
    "desk.reset_colleagues_second_factor",
    "desk.begin_passkey_at_the_door",
    "registration.confirm_at_desk",  # one button, once all steps of a registration are done
    "registration.go_on_booking",
    "registration.send",
    "seeker.open_by_link",  # one button, once a mail or a password has led there
    "seeker.send_one_time_password_again",
}
# What is typed there comes from a mail, a phone or the steps before: journeys and tests of their own go wrong in them.
WALKED_ELSEWHERE = {
    "seeker.begin_link",
    "seeker.begin_passkey_of_seeker",
    "seeker.end_link_of_account",
    "seeker.make_passkey",
    "seeker.remove_passkey",
    "seeker.rename_passkey",
    "desk.accept",
    "desk.submit_move",  # nothing can be mistyped, and what is stale keeps what was typed
    "desk.begin_own_passkey",
    "desk.make_passkey",
    "desk.finish_passkey_at_the_door",
    "desk.remove_passkey",
    "desk.rename_passkey",
    "desk.change_role",
    "desk.finish_set_up",
    "desk.finish_set_up_at_the_door",
    "desk.give_up_second_factor",
    "desk.open_scanned",
    "desk.set_new_password",
    "desk.take_second_step",
    "registration.change",
    "registration.keep",
    "seeker.be_recognised",
    "seeker.check_one_time_password",
    "seeker.fill_in_sign_up",
    "seeker.leave_my_page",
    "seeker.submit_email_key",
    "seeker.submit_reason",
}


@pytest.fixture(scope="module")
def town(sqlite_town: SqliteTemplate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("forms")
    with town_with_forms(sqlite_town.copy_to(folder / "forms.sqlite"), folder) as town:
        yield town
        with town.app.app_context():
            close_connections()


@pytest.fixture(scope="module")
def changing_town(sqlite_town: SqliteTemplate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("changes")
    with town_with_changes(sqlite_town.copy_to(folder / "changes.sqlite"), folder) as town:
        yield town
        with town.app.app_context():
            close_connections()


@pytest.mark.browser
@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.endpoint)
def test_error_correction_back_and_forward(town: Town, browser: Browser, walk: Walk) -> None:
    with town.tab(browser, walk.who) as tab:
        walk_through(tab, town, walk)


@pytest.mark.late
@pytest.mark.browser
@pytest.mark.parametrize("walk", CHANGES, ids=lambda walk: walk.endpoint)
def test_the_same_with_changes_of_an_office(changing_town: Town, browser: Browser, walk: Walk) -> None:
    with changing_town.tab(browser, walk.who) as tab:
        walk_through(tab, changing_town, walk)


def test_every_form_of_the_app_is_walked_or_is_known_to_need_no_walk(sqlite_app: Flask) -> None:
    walked = {walk.endpoint for walk in (*WALKS, *CHANGES, *OFTEN_PRESSED, *SELDOM_PRESSED)}
    assert walked | NOT_WALKED | WALKED_ELSEWHERE == set(forms_of_the_app(sqlite_app))
    assert not walked & (NOT_WALKED | WALKED_ELSEWHERE)


def test_every_form_that_is_stale_leads_to_an_address(sqlite_app: Flask) -> None:
    client = sqlite_app.test_client()
    for address in forms_of_the_app(sqlite_app).values():
        answer = client.post(address, data=STALE)
        assert answer.status_code == 303, address
        assert ANSWER.search(answer.location) or answer.location.split("?")[0] in DOORS, address


def forms_of_the_app(app: Flask) -> dict[str, str]:
    """Every endpoint of a page that takes a sent form, with an address of it."""
    return {
        rule.endpoint: re.sub(r"<[^>]+>", "1", rule.rule)
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and not rule.endpoint.startswith(NOT_FOR_PEOPLE)
    }
