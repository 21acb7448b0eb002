"""What every provider of meetings keeps to, each asked in the same sentences (booking/meetings/provider.py)."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from flask import Flask

from booking.meetings.demo import DemoMeetings
from booking.meetings.failures import MeetingFailed
from booking.meetings.pool.meetings import PoolMeetings
from booking.meetings.provider import IssuedMeeting, MeetingProvider, MeetingRef, MeetingRequest
from booking.meetings.zoom.meetings import ZoomMeetings
from booking.services import services
from booking.settings import meetings as settings
from tests.meetings.pool_files import fill, pool_file
from tests.town import office_time
from tests.zoom_stand_in.stand_in import standing_in

NOW = datetime(2026, 11, 20, 1, tzinfo=UTC)  # Friday, 10:00 in Japan
HOST = "omura-desk-1@example.com"
WISH = MeetingRequest("5eed0001", "オンライン相談 482-917-365", office_time("2026-11-25 10:00"), 30, HOST)
OTHER = replace(WISH, mark="5eed0002", starts_at=office_time("2026-11-26 10:00"))


@dataclass(frozen=True)
class Served:
    """A provider, and how its next answer to an issuing gets lost on the way."""

    provider: MeetingProvider
    lose_next_answer: Callable[[], None]


@contextmanager
def demo() -> Iterator[Served]:
    yield Served(DemoMeetings("https://madoguchi.invalid", key="a key"), lambda: None)


@contextmanager
def zoom() -> Iterator[Served]:
    with standing_in(NOW, hosts=[HOST]) as stand_in:
        yield Served(
            ZoomMeetings(stand_in.settings, clock=lambda: NOW),
            lambda: stand_in.fault("lost_answer", "POST /v2/users"),
        )
        assert stand_in.breaches == []


PROVIDERS: dict[str, Callable[[], AbstractContextManager[Served]]] = {"demo": demo, "zoom": zoom}
ALL_PROVIDERS = [*PROVIDERS, "pool"]


def test_every_provider_that_can_be_chosen_is_asked() -> None:
    assert set(ALL_PROVIDERS) == set(settings.PROVIDERS)


@pytest.fixture(params=ALL_PROVIDERS)
def served(request: pytest.FixtureRequest) -> Iterator[Served]:
    if request.param == "pool":
        yield request.getfixturevalue("pool")
        return
    with PROVIDERS[request.param]() as served:
        yield served


@pytest.fixture
def pool(sqlite_app: Flask) -> Iterator[Served]:
    """The pool lies in the database and has enough meetings."""
    with sqlite_app.app_context():
        fill(pool_file(HOST, meetings=3))
        yield Served(PoolMeetings(services().keys), lambda: None)


@pytest.fixture
def provider(served: Served) -> MeetingProvider:
    return served.provider


LOST = MeetingRef("", HOST, WISH.mark)  # the answer to its issuing never came


def ref(issued: IssuedMeeting) -> MeetingRef:
    """The meeting under the request's mark."""
    return replace(LOST, provider_id=issued.provider_id)


def test_a_meeting_has_id_and_passcode_as_the_traits_say_and_a_link(provider: MeetingProvider) -> None:
    issued, traits = provider.issue(WISH), provider.traits
    assert (traits.meeting_id.fits(issued.provider_id), len(issued.provider_id)) == (True, traits.meeting_id.usual)
    assert (traits.passcode.fits(issued.passcode), len(issued.passcode) >= traits.passcode.usual) == (True, True)
    assert issued.join_url.startswith("https://")
    assert issued.drift == ()


def test_an_id_is_of_digits_and_so_is_a_passcode_that_we_choose(provider: MeetingProvider) -> None:
    issued, traits = provider.issue(WISH), provider.traits
    assert issued.provider_id.isdigit()
    assert traits.chooses_passcode or issued.passcode.isdigit()
    assert traits.passcode.usual >= 6


def test_the_traits_name_the_product_and_an_example_for_who_enters_a_meeting_by_hand(provider: MeetingProvider) -> None:
    traits = provider.traits
    assert traits.product
    assert traits.meeting_id.fits(traits.meeting_id.example.replace(" ", ""))
    assert traits.links.example.startswith("https://")


def test_no_detail_is_printed_by_accident(provider: MeetingProvider) -> None:
    issued = provider.issue(WISH)
    assert issued.passcode not in repr(issued)
    assert issued.join_url not in repr(issued)


def test_the_same_mark_is_the_same_meeting(provider: MeetingProvider) -> None:
    assert provider.issue(WISH) == provider.issue(WISH)


def test_another_mark_is_another_meeting_with_another_passcode(provider: MeetingProvider) -> None:
    one, other = provider.issue(WISH), provider.issue(OTHER)
    assert one.provider_id != other.provider_id
    assert one.passcode != other.passcode


def test_two_at_the_same_time_are_two(provider: MeetingProvider) -> None:
    one, other = provider.issue(WISH), provider.issue(replace(WISH, mark=OTHER.mark))
    assert one.provider_id != other.provider_id


def test_after_a_lost_answer_asking_again_gives_one_meeting(served: Served) -> None:
    served.lose_next_answer()
    issued = _issue_in_spite(served.provider)
    assert served.provider.issue(WISH) == issued
    assert len({seen.provider_id for seen in served.provider.meetings_of(HOST)} | {issued.provider_id}) == 1


def test_a_provider_that_keeps_a_list_shows_its_meetings_there(provider: MeetingProvider) -> None:
    issued = provider.issue(WISH)
    kept = [issued.provider_id] if provider.traits.keeps_list else []
    assert [seen.provider_id for seen in provider.meetings_of(HOST)] == kept


def test_a_withdrawn_meeting_is_no_longer_listed(provider: MeetingProvider) -> None:
    provider.withdraw(ref(provider.issue(WISH)))
    assert list(provider.meetings_of(HOST)) == []


def test_a_look_at_a_withdrawn_meeting_finds_none(provider: MeetingProvider) -> None:
    """What keeps nothing, a demonstration, has nothing to find either way; a pool's meeting goes on for others."""
    if provider.traits.is_made_up or provider.traits.is_filled_by_staff:
        return
    meeting = ref(provider.issue(WISH))
    provider.withdraw(meeting)
    assert provider.look(meeting) is None


def test_withdrawing_twice_is_withdrawing(provider: MeetingProvider) -> None:
    meeting = ref(provider.issue(WISH))
    provider.withdraw(meeting)
    provider.withdraw(meeting)


def test_what_never_came_to_be_is_withdrawn_already(provider: MeetingProvider) -> None:
    provider.withdraw(LOST)


def test_a_meeting_whose_answer_was_lost_is_withdrawn_by_its_mark(served: Served) -> None:
    kept = served.provider.issue(OTHER)
    served.lose_next_answer()
    with suppress(MeetingFailed):
        served.provider.issue(WISH)
    served.provider.withdraw(LOST)
    assert {seen.provider_id for seen in served.provider.meetings_of(HOST)} <= {kept.provider_id}


def test_the_host_starts_it_by_a_link_of_their_own_or_by_the_one_for_all(provider: MeetingProvider) -> None:
    issued = provider.issue(WISH)
    link = provider.start_url(ref(issued))
    assert link is not None
    assert link.startswith("https://")
    assert (link != issued.join_url) is provider.traits.has_host_link


def test_a_look_shows_the_meeting_as_it_was_issued(provider: MeetingProvider) -> None:
    issued = provider.issue(WISH)
    seen = provider.look(ref(issued))
    assert seen is not None
    assert (seen.provider_id, seen.drift) == (issued.provider_id, ())
    assert seen.starts_at in {None, WISH.starts_at}  # some keep no times


def test_mending_what_is_well_changes_nothing(provider: MeetingProvider) -> None:
    issued = provider.issue(WISH)
    mended = provider.mend(ref(issued), WISH, passcode=issued.passcode)
    assert mended == provider.look(ref(issued))
    assert provider.issue(WISH) == issued


def test_nobody_is_reported_before_anybody_came(provider: MeetingProvider) -> None:
    issued = provider.issue(WISH)
    assert not provider.participants(ref(issued), run=issued.provider_id)


def _issue_in_spite(provider: MeetingProvider) -> object:
    try:
        return provider.issue(WISH)
    except MeetingFailed:
        return provider.issue(WISH)
