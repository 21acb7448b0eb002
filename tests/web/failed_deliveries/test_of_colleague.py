"""What a colleague sees to is not resolved by a slip: the press is asked about, and is done once it is meant."""

import pytest

from notifier.tables import Resolution
from tests.town import StandingClock
from tests.web.failed_deliveries.visits import LIST, NONE_OPEN, last_act, last_facts, press_on_list, the_failed
from tests.web.staff_visits import StaffVisit

TAKEN = "ほかの職員が担当しています"


@pytest.fixture
def of_clerk(clerk: StaffVisit) -> StaffVisit:
    """The clerk, 受付 二郎, who has taken Misaki's line over on Friday 20 November at nine."""
    press_on_list(clerk, "担当する")
    return clerk


@pytest.mark.parametrize("button", ["電話で伝えた", "もう一度送る", "対応は要らない"])
def test_the_question_names_who_sees_to_it_and_since_when(
    of_clerk: StaffVisit, colleague: StaffVisit, clock: StandingClock, button: str
) -> None:
    clock.move(minutes=30)
    page = press_on_list(colleague, button)
    assert colleague.answer.status_code == 409
    assert all(shown in page for shown in (TAKEN, "受付 二郎さん", "2026年11月20日（金） 9時00分", "髙城 美咲", button))
    assert the_failed(of_clerk).resolved_at is None
    assert last_act(of_clerk)[1] == "take_over_delivery"


def test_whoever_goes_on_has_done_it_under_the_own_name(of_clerk: StaffVisit, colleague: StaffVisit) -> None:
    owner = the_failed(of_clerk).owner
    press_on_list(colleague, "電話で伝えた")
    assert NONE_OPEN in colleague.press("続ける（電話で伝えた）").text
    failed = the_failed(of_clerk)
    assert failed.resolution is Resolution.CALLED
    assert last_act(of_clerk)[:2] == [failed.owner, "resolve_delivery"]
    assert last_facts(of_clerk) == {"resolution": "called", "instead_of": owner}


def test_whoever_goes_back_finds_the_line_as_it_was(of_clerk: StaffVisit, colleague: StaffVisit) -> None:
    page = press_on_list(colleague, "対応は要らない")
    assert f'href="{LIST}">何もせずに一覧へ戻る' in page
    assert "受付 二郎" in colleague.open(LIST).text


def test_own_lines_are_resolved_with_one_press(of_clerk: StaffVisit) -> None:
    assert NONE_OPEN in press_on_list(of_clerk, "電話で伝えた")


def test_a_colleague_who_resolves_it_meanwhile_has_done_it(of_clerk: StaffVisit, colleague: StaffVisit) -> None:
    press_on_list(colleague, "もう一度送る")
    press_on_list(of_clerk, "電話で伝えた")
    answer = colleague.press("続ける（もう一度送る）")
    assert answer.status_code == 409
    assert "この連絡の対応は、もう終わっています" in answer.text
    assert the_failed(of_clerk).resolution is Resolution.CALLED


def test_another_colleague_who_takes_it_over_meanwhile_is_asked_about(
    of_clerk: StaffVisit, colleague: StaffVisit
) -> None:
    third = StaffVisit(of_clerk.app).sign_in("unyo@example.com")
    press_on_list(colleague, "電話で伝えた")
    press_on_list(third, "担当する")
    page = colleague.press("続ける（電話で伝えた）").text
    assert all(shown in page for shown in (TAKEN, "運用 守さん"))
