"""Everybody at once, over HTTP: places go to exactly as many as there are, and the rows agree (rules.md#claims)."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import islice
from random import Random

import pytest

from booking.bookings.rules.second_thoughts import GIVEN_BACK_A_DAY, MOVES_A_DAY
from tests.service import Service
from tests.soak.clients import Answer, Client, all_at_once, clients
from tests.soak.invariants import flaws, reading
from tests.soak.places import LONG, RUSH, SHORT, Place, days, places
from tests.soak.sizes import Size

pytestmark = pytest.mark.soak


def test_of_all_who_rush_for_one_time_exactly_as_many_as_it_has_places_get_it(
    service: Service, database_url: str, tokens: Sequence[str], size: Size
) -> None:
    coming = iter(tokens)
    with service.serving() as base_url:
        for place in islice(places(RUSH, on=days()), size.rush_rounds):
            with clients(base_url, list(islice(coming, size.rush_clients))) as crowd:
                answers = all_at_once([partial(client.book, place) for client in crowd])
            assert [answer.status for answer in answers].count(201) == size.rush_places
            assert all(map(_is_kind_refusal, (answer for answer in answers if answer.status != 201)))
    with reading(database_url) as session:
        assert flaws(session) == []


def _is_kind_refusal(answer: Answer) -> bool:
    return (answer.status, answer.problem) == (409, "slot-taken") and bool(answer.body["alternatives"])


@pytest.mark.late
def test_a_morning_of_bookings_moves_and_cancellations_leaves_every_claim_consistent(
    service: Service, database_url: str, tokens: Sequence[str], size: Size, seed: int
) -> None:
    on = days()[: size.morning_days]
    wanted = [*places(SHORT, on=on), *places(LONG, on=on)]
    with service.serving() as base_url, clients(base_url, tokens[: size.morning_clients]) as crowd:
        mornings = [Morning(client, wanted, Random(f"{seed}:{n}")) for n, client in enumerate(crowd)]
        all_at_once([morning.pass_by for morning in mornings])
        all_at_once([morning.take_what_is_left for morning in mornings])
    with reading(database_url) as session:
        assert flaws(session) == []
    held = sum(len(morning.numbers) for morning in mornings)
    assert held == 2 * len(wanted)  # two desks: nobody was refused a place that was free


class Morning:
    """One seeker who wants any time at all and changes their mind."""

    def __init__(self, client: Client, wanted: Sequence[Place], random: Random) -> None:
        self._client = client
        self._wanted = random.sample(wanted, len(wanted))
        self._random = random
        self.numbers: dict[str, Place] = {}
        self._given_back: Counter[str] = Counter()  # by procedure; all of it on one day
        self._moved: Counter[str] = Counter()

    def pass_by(self) -> None:
        """Try every time once; in between move or cancel what was got."""
        for place in self._wanted:
            self._book(place)
            if self.numbers:
                self._random.choice((self._move, self._cancel, lambda: None))()

    def take_what_is_left(self) -> None:
        """Try every time once more and keep it."""
        for place in self._wanted:
            self._book(place)

    def _book(self, place: Place) -> None:
        answer = self._client.book(place)
        assert answer.status in {201, 409}, answer
        if answer.status == 201:
            self.numbers[answer.body["number"]] = place

    def _move(self) -> None:
        number, old = self._random.choice(list(self.numbers.items()))
        new = self._random.choice([place for place in self._wanted if place.procedure == old.procedure])
        answer = self._client.move(number, new)
        if self._moved[old.procedure] >= MOVES_A_DAY and new.starts_at != old.starts_at:
            assert answer.problem == "too-many-moves"
            return
        assert answer.status in {200, 409}, answer
        if answer.status == 200:
            self.numbers[number] = new
            self._moved[old.procedure] += 1

    def _cancel(self) -> None:
        number = self._random.choice(list(self.numbers))
        answer, procedure = self._client.cancel(number), self.numbers[number].procedure
        if self._given_back[procedure] >= GIVEN_BACK_A_DAY:
            assert answer.problem == "too-many-given-back"
            return
        assert answer.status == 200
        self._given_back[procedure] += 1
        del self.numbers[number]
