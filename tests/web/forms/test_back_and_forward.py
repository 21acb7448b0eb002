"""In a real browser, form by form: error, away and back, correction, Back, Forward; nothing that was typed is lost."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.browser import press
from tests.databases import SqliteTemplate
from tests.pictures.focus_rings import assert_focus_begins_at_the_answer
from tests.town import close_connections
from tests.web.forms.buttons import OFTEN_PRESSED, SELDOM_PRESSED
from tests.web.forms.walked_forms import STALE, WALKS, Town, Walk, town_with_forms
from tests.web.forms.walking import ANSWER, expect_typed, go_away_and_come_back, send, take_the_steps_before

DOORS = ("/login", "/desk/login")
NOT_FOR_PEOPLE = ("api.", "webhooks.")

# What no walk here comes to: scripts send it alone, or it takes a file, another provider or a day of its own. That the
# same answer leads from each of them is asked below, and what each does in the tests of its chapter.
NOT_WALKED = {
    "seeker.passkey_options",  # which only the script of passkeys sends
    "seeker.sign_in_with_passkey",
    "desk.passkey_options",
    "desk.sign_in_with_passkey",
    "desk.hand_in_person_file",
    "desk.change_timetable",
    "desk.fill_the_pool",
    "desk.look_at_pool_file",
    "desk.look_at_office_file",
    "desk.take_office_file_in",
    "desk.undo_change_of_office",
    "desk.revise_basics",
    "desk.look_at_desk",
    "desk.revise_desk",
    "desk.add_desk",
    "desk.look_at_procedure",
    "desk.revise_procedure",
    "desk.remove_rules",
    "desk.add_procedure",
    "desk.put_settings_back",
    "desk.change_terms",
    "desk.drop_terms",
    "desk.look_at_holidays",
    "desk.take_holidays_in",
    "desk.merge",
    "desk.ask_for_people_list",
    "desk.end",
    "desk.add_opening",
    "desk.remove_opening",
    "desk.remove_timetable",
    "desk.retry_meeting",
    "desk.read_out",
    "desk.resolve_open_captures",
    "desk.start_meeting",
    "desk.submit_counsellor_of_booking",
    "desk.submit_counsellor_of_desk",
    "desk.submit_other_desk",
    "desk.submit_remove_note",
    "desk.begin_passkey_at_the_door",
    "desk.invite_again",
    "desk.open_again",
    "desk.renew_recovery_codes",
    "desk.reset_colleagues_second_factor",
    "registration.confirm_at_desk",
    "registration.go_on_booking",
    "registration.send",
    "seeker.become_valid",
    "seeker.open_by_link",
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


@pytest.mark.browser
@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.endpoint)
def test_error_correction_back_and_forward(town: Town, browser: Browser, walk: Walk) -> None:
    with town.tab(browser, walk.who) as tab:
        take_the_steps_before(tab, town, walk)
        tab.goto(walk.at.format(**town.has))
        send(tab, town, walk, walk.wrong)
        expect(tab).to_have_url(ANSWER)
        assert_focus_begins_at_the_answer(tab)
        go_away_and_come_back(tab)
        expect_typed(tab, town, walk)
        if walk.wrong is STALE:
            press(tab, "ページを開きなおす")
        send(tab, town, walk, walk.right)
        done = tab.url, tab.title()
        assert "エラー" not in done[1]
        assert_focus_begins_at_the_answer(tab)
        for turn in (tab.go_back, tab.go_back, tab.go_forward, tab.go_forward):
            turn()
            expect(tab.locator("main h1")).to_be_visible()
        assert (tab.url, tab.title()) == done or ANSWER.search(done[0])  # what is seen once has ended


def test_every_form_of_the_app_is_walked_or_is_known_to_need_no_walk(sqlite_app: Flask) -> None:
    walked = {walk.endpoint for walk in (*WALKS, *OFTEN_PRESSED, *SELDOM_PRESSED)}
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
