"""Kept answers: given again without asking the view, and never when they might be another."""

import gzip
from dataclasses import dataclass, field
from datetime import timedelta
from typing import ClassVar

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from booking.wsgi import response_cache
from booking.wsgi.response_cache import KeptResponse, Validity, cache_responses, present_stamp
from database.changes import ChangeStamp, Stamping
from tests.town import StandingClock

ETAG = '"the-list"'


@dataclass
class WrittenByHand:
    """Changes as the test says."""

    now: ChangeStamp | None = ("first",)

    def stamp(self) -> ChangeStamp | None:
        return self.now

    def stamping(self) -> Stamping:
        return lambda _snapshot: self.now

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class Place:
    """An app with one view, which notes who asked."""

    clock: StandingClock
    changes: WrittenByHand = field(default_factory=WrittenByHand)
    requested: list[str] = field(default_factory=list)
    padding: str = ""
    packable: bool = True
    of_query: bool = True

    def client(self) -> FlaskClient:
        app = Flask("place")
        app.add_url_rule("/list", view_func=self.answer)
        app.after_request(lambda response: response.headers.set("X-From-The-App", "yes") or response)
        cache_responses(app, changes=self.changes, clock=self.clock)
        return app.test_client()

    def answer(self) -> KeptResponse:
        self.requested.append(request.full_path)
        return KeptResponse(
            f"list {len(self.requested)}{self.padding}".encode(),
            etag=ETAG.strip('"'),
            validity=Validity(present_stamp(), since=self.clock(), until=self.clock() + timedelta(minutes=30)),
            content_type="text/plain",
            headers={"Cache-Control": "no-cache"},
            packable=self.packable,
            of_query=self.of_query,
        )


@pytest.fixture
def place(clock: StandingClock) -> Place:
    return Place(clock)


@pytest.fixture
def client(place: Place) -> FlaskClient:
    return place.client()


def test_the_second_reader_gets_the_same_answer_and_the_view_is_not_asked(place: Place, client: FlaskClient) -> None:
    first, second = client.get("/list"), client.get("/list")
    assert (second.data, dict(second.headers)) == (first.data, dict(first.headers))
    assert second.headers["X-From-The-App"] == "yes"
    assert len(place.requested) == 1


@pytest.mark.parametrize("stamp", [("second",), None])
def test_after_a_write_or_without_a_mark_the_view_is_asked(
    place: Place, client: FlaskClient, stamp: ChangeStamp | None
) -> None:
    client.get("/list")
    place.changes.now = stamp
    assert client.get("/list").text == "list 2"


def test_what_was_read_without_a_mark_is_not_given_again(place: Place, client: FlaskClient) -> None:
    place.changes.now = None
    client.get("/list")
    assert client.get("/list").text == "list 2"


@pytest.mark.parametrize(("minutes", "text"), [(29, "list 1"), (30, "list 2"), (-1, "list 2")])
def test_an_answer_stands_from_its_moment_until_time_changes_it(
    place: Place, client: FlaskClient, clock: StandingClock, minutes: int, text: str
) -> None:
    client.get("/list")
    clock.move(minutes=minutes)
    assert client.get("/list").text == text


def test_another_query_is_another_address(place: Place, client: FlaskClient) -> None:
    assert [client.get(address).text for address in ("/list?from=1", "/list?from=2", "/list?from=1")] == [
        "list 1", "list 2", "list 1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "query",
    ["from=1&to=2&x=3", "x=" + "y" * 99 + "&to=2&from=1", "to=2&from=1", "from=1&to=2&from=3", "%66rom=1&to=%32"],
)  # fmt: skip
def test_what_the_view_does_not_read_makes_no_other_answer(place: Place, client: FlaskClient, query: str) -> None:
    client.get("/list?from=1&to=2")
    assert client.get(f"/list?{query}").text == "list 1"


@pytest.mark.parametrize("query", ["from=1", "from=1&to=3", "from=1&to=2&channel=phone", "FROM=1&to=2", "from=&to=2"])
def test_what_the_view_does_read_makes_another(place: Place, client: FlaskClient, query: str) -> None:
    client.get("/list?from=1&to=2")
    assert client.get(f"/list?{query}").text == "list 2"


def test_an_answer_that_depends_on_its_path_alone_is_the_same_for_every_query(place: Place) -> None:
    place.of_query = False
    client = place.client()
    assert [client.get(f"/list?from={day}").text for day in (1, 2)] == ["list 1", "list 1"]
    assert client.get("/list?x=" + "y" * 60_000).text == "list 1"


def test_a_query_that_is_longer_than_all_its_parameters_is_answered_and_not_kept(
    place: Place, client: FlaskClient
) -> None:
    long = "/list?from=1&x=" + "y" * 60_000
    assert [client.get(long).text, client.get(long).text, client.get("/list?from=1").text] == [
        "list 1", "list 2", "list 3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        ({"If-None-Match": ETAG}, 304),
        ({"If-None-Match": f"W/{ETAG}"}, 304),
        ({"If-None-Match": f'"another", {ETAG}'}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": '"another"'}, 200),
        ({"If-Match": ETAG}, 200),
        ({"If-Match": '"another"'}, 412),
    ],
)
def test_conditions_are_met_alike_whether_the_answer_is_fresh_or_kept(
    client: FlaskClient, condition: dict[str, str], status: int
) -> None:
    fresh, kept = client.get("/list", headers=condition), client.get("/list", headers=condition)
    assert (fresh.status_code, kept.status_code) == (status, status)
    assert kept.headers["ETag"] == ETAG
    assert (kept.data, status == 304) == (fresh.data, kept.data == b"")


def test_an_unchanged_answer_tells_no_type_and_no_length_of_what_it_does_not_carry(client: FlaskClient) -> None:
    client.get("/list")
    unchanged = client.get("/list", headers={"If-None-Match": ETAG})
    assert {"Content-Type", "Content-Length"}.isdisjoint(unchanged.headers.keys())
    assert unchanged.headers["Cache-Control"] == "no-cache"


def test_head_is_answered_as_get_without_the_content(client: FlaskClient) -> None:
    for _ in range(2):  # fresh, then kept
        head = client.head("/list")
        assert (head.status_code, head.data, head.headers["Content-Length"]) == (200, b"", "6")
    assert client.get("/list").text == "list 1"


def test_what_is_sent_is_never_answered_from_what_was_kept(client: FlaskClient) -> None:
    client.get("/list")
    assert client.post("/list").status_code == 405


def test_the_answer_that_was_not_asked_for_longest_goes_first(
    place: Place, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(response_cache, "_MOST_BYTES", 5_000)  # two answers
    for day in "1213":
        client.get(f"/list?from={day}")
    assert [client.get(f"/list?from={day}").text for day in "12"] == ["list 1", "list 4"]


class TestLongAnswers:
    """What is long goes out packed to whoever can unpack it."""

    PACKED: ClassVar = {"Accept-Encoding": "gzip, deflate"}

    @pytest.fixture
    def client(self, place: Place) -> FlaskClient:
        place.padding = "a line of the calendar\n" * 1_000
        return place.client()

    def test_it_is_the_same_answer_packed_and_each_has_its_own_tag(self, client: FlaskClient) -> None:
        plain, packed = client.get("/list"), client.get("/list", headers=self.PACKED)
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == plain.data
        assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
        assert {plain.headers["Vary"], packed.headers["Vary"]} == {"Accept-Encoding"}
        assert (plain.headers["ETag"], packed.headers["ETag"]) == (ETAG, '"the-list-gzip"')

    @pytest.mark.parametrize("accepted", ["identity", "gzip;q=0", "deflate"])
    def test_who_cannot_unpack_it_gets_it_plain(self, client: FlaskClient, accepted: str) -> None:
        answer = client.get("/list", headers={"Accept-Encoding": accepted})
        assert "Content-Encoding" not in answer.headers
        assert answer.text.startswith("list 1")

    def test_who_has_it_packed_is_told_that_it_is_unchanged(self, client: FlaskClient) -> None:
        for _ in range(2):  # fresh, then kept
            answer = client.get("/list", headers={**self.PACKED, "If-None-Match": '"the-list-gzip"'})
            assert (answer.status_code, answer.data) == (304, b"")
            assert answer.headers["ETag"] == '"the-list-gzip"'

    def test_what_may_not_be_packed_goes_out_as_it_is(self, place: Place, client: FlaskClient) -> None:
        place.packable = False
        for _ in range(2):  # fresh, then kept
            answer = client.get("/list", headers=self.PACKED)
            assert answer.text.startswith("list 1")
            assert {"Content-Encoding", "Vary"}.isdisjoint(answer.headers.keys())

    def test_what_is_kept_packed_beside_it_counts_too(
        self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plain, packed = len(client.get("/list").data), len(client.get("/list", headers=self.PACKED).data)
        monkeypatch.setattr(response_cache, "_MOST_BYTES", 2 * (plain + 2_000) + packed // 2)  # two, but none packed
        client.get("/list?from=2")
        assert [client.get(path).text[:6] for path in ("/list?from=2", "/list")] == ["list 2", "list 3"]

    def test_a_new_one_is_packed_anew(self, place: Place, client: FlaskClient) -> None:
        client.get("/list", headers=self.PACKED)
        place.changes.now = ("second",)
        assert gzip.decompress(client.get("/list", headers=self.PACKED).data).startswith(b"list 2")


def test_what_is_short_is_never_packed(client: FlaskClient) -> None:
    answer = client.get("/list", headers={"Accept-Encoding": "gzip"})
    assert {"Content-Encoding", "Vary"}.isdisjoint(answer.headers.keys())
