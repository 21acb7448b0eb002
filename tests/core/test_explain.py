"""Every refusal is told in words: what happened, and what to do now."""

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from booking.attendance.refusals import TooManyAnswers
from booking.availability.refusals import ChannelClosed, DeadlinePassed, SlotRefused, SlotTaken
from booking.bookings.refusals import (
    CannotExtend,
    DraftChanged,
    HoldLapsedRecently,
    HoldLimitReached,
    RegistrationNotValid,
    SlotHeldForLong,
    TooManyGivenBack,
    TooManyMoves,
    TooManyOpenBookings,
    TopicMissing,
    UnknownHold,
)
from booking.core.explain import explain, explain_to_staff
from booking.core.refusals import OfficeContact, Refusal
from booking.messages.refusals import UnknownMessage
from booking.offices.refusals import OfficeRulesBroken
from booking.people.records.refusals import MergeObstacle
from booking.people.validity.refusals import InvalidAlready, InvalidTooLong, ValidAlready, ValidityChangeUnderWay
from booking.portal.registration.refusals import DraftEnded, OnlyOfficeChanges, StepChanged, StepsMissing
from booking.waiting_list.refusals import DayIsOpen, NothingToWaitFor, TooManyWaits
from tests.days import day
from tests.town import office_time

OMURA = OfficeContact("ハローワーク大村", "0957-40-0032", time(8, 30), time(17, 15))
WED_10 = office_time("2026-11-25 10:00")  # Wednesday
BASES = {SlotRefused}
ROOT = Path(__file__).parents[2]
SAID_TO_SEEKERS = re.compile("あなた|(?<!求職者へ)お電話|ご予約|お試しいただく|ハローワークまで|マイページの「(?!求職)")

FACTS: dict[str, Any] = {
    "least": 1,
    "most": 10,
    "count": 12,
    "office": OMURA,
    "code": "omura-nanika",
    "procedure": "omura-soudan",
    "starts_at": WED_10,
    "alternatives": (office_time("2026-11-25 11:00"),),
    "closing": "庁舎の設備点検",
    "closes_at": office_time("2026-11-21 00:00"),
    "opens_at": office_time("2026-10-28 00:00"),
    "why": "予約は、お電話で受け付けています。",
    "product": "Zoom",
    "limit": 3,
    "number": "482917365",
    "numbers": ("482917365",),
    "status": "cancelled_by_office",
    "day": day("2026-11-25 Wed"),
    "faults": (("procedures[omura-soudan].weekly", "10:00 からの相談と 10:15 が重なります", "10:30 以降"),),
    "seeker_id": 71,
    "ends_on": day("2027-02-18 Thu"),
    "from_when": office_time("2026-11-25 10:15"),
    "first": day("2026-11-20 Fri"),
    "last": day("2027-11-20 Sat"),
    "ended_on": day("2026-10-31 Sat"),
    "current": "2026-11-20",
    "token": "hold-token",
    "valid_until": day("2027-02-28 Sun"),
    "last_day": day("2026-12-04 Fri"),
    "step": "basic",
    "version": 2,
    "due_at": office_time("2026-11-20 09:15"),
    "again_at": office_time("2026-11-20 11:30"),
    "until": office_time("2026-11-20 09:30"),
    "left": 4,
    "owner": "staff:71",
    "since": WED_10,
    "reason": "貸されていたため",
    "obstacle": MergeObstacle.TWO_MY_PAGES,
    "kept_id": 71,
    "actor": "staff:71",
    "at": WED_10,
    "seen": 4,
    "changes": (),
    "shown": 7,
    "chosen": 14,
}


def kinds(base: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    """Every kind of refusal that can be raised."""
    for kind in base.__subclasses__():
        if kind not in BASES:
            yield kind
        yield from kinds(kind)


KINDS = tuple(kinds())


def sample(kind: type[Refusal], **changes: Any) -> Refusal:
    """A refusal of this kind with made-up facts."""
    facts = {field.name: FACTS[field.name] for field in fields(kind)}
    return kind(**(facts | changes))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_refusal_has_its_own_words(kind: type[Refusal]) -> None:
    explanation = explain(sample(kind))
    assert explanation.title
    assert explanation.what_happened.endswith("。") or "受付番号" in explanation.what_happened
    assert explanation.what_to_do.endswith("。") or "例" in explanation.what_to_do
    assert "%(" not in explanation.title + explanation.what_happened + explanation.what_to_do


def test_no_two_refusals_have_the_same_title() -> None:
    titles = [explain(sample(kind)).title for kind in KINDS]
    assert len(set(titles)) == len(titles)


def test_no_words_name_an_internal_fact() -> None:
    explained_words = " ".join(str(explain(sample(kind))) for kind in KINDS)
    for internal in ("hold-token", "omura-soudan", "omura-nanika", "71", "cancelled_by_office"):
        assert internal not in explained_words


def test_a_passed_deadline_is_told_by_its_last_minute() -> None:
    happened = explain(sample(DeadlinePassed)).what_happened
    assert happened == "11月25日（水）の予約は、11月20日（金）23時59分で締め切りました。"


def test_without_another_free_time_nobody_is_sent_to_choose_one() -> None:
    assert "電話" in explain(sample(SlotTaken, alternatives=())).what_to_do
    assert "電話" not in explain(sample(SlotTaken)).what_to_do


def test_a_booking_number_is_told_in_threes() -> None:
    assert "482-917-365" in explain(sample(TooManyOpenBookings)).what_happened


@pytest.mark.parametrize(("ended_on", "word"), [(day("2026-10-31 Sat"), "2026年10月31日（土）"), (None, "ありません")])
def test_a_registration_is_told_with_its_last_day_if_it_had_one(ended_on: date | None, word: str) -> None:
    assert word in explain(sample(RegistrationNotValid, ended_on=ended_on)).what_happened


def test_a_closed_channel_without_a_sentence_of_the_office_still_says_what_happened() -> None:
    assert explain(sample(ChannelClosed, why="")).what_happened


def test_broken_rules_of_an_office_are_told_once_each_with_what_is_allowed() -> None:
    fault = ("timetables", "10:05 は15分の区切りではありません", "00分、15分、30分、45分")
    explanation = explain(sample(OfficeRulesBroken, faults=(fault, fault)))
    assert explanation.what_happened == "10:05 は15分の区切りではありません（使えるのは、00分、15分、30分、45分）。"


def test_two_broken_rules_are_two_sentences() -> None:
    faults = (("a", "10:00 からの相談と休みに重なります", "10:30 以降"), ("b", "別の規則に反します", ""))
    happened = explain(sample(OfficeRulesBroken, faults=faults)).what_happened
    assert happened == "10:00 からの相談と休みに重なります（使えるのは、10:30 以降）。別の規則に反します。"


# What only who holds, writes or waits for themselves can meet.
SEEKERS_ALONE = {
    CannotExtend,
    DayIsOpen,
    DraftChanged,
    DraftEnded,
    HoldLapsedRecently,
    HoldLimitReached,
    InvalidAlready,
    InvalidTooLong,
    NothingToWaitFor,
    OnlyOfficeChanges,
    SlotHeldForLong,
    StepChanged,
    StepsMissing,
    TooManyAnswers,
    TooManyGivenBack,
    TooManyMoves,
    TooManyWaits,
    TopicMissing,
    UnknownHold,
    UnknownMessage,
    ValidAlready,
    ValidityChangeUnderWay,
}


@pytest.mark.parametrize("kind", sorted(set(KINDS) - SEEKERS_ALONE, key=str), ids=lambda kind: kind.__name__)
def test_staff_are_not_spoken_to_as_seekers(kind: type[Refusal]) -> None:
    own_words = {"why": ""} if "why" in {field.name for field in fields(kind)} else {}  # those of the office or of Zoom
    explained_words = [explain_to_staff(sample(kind, **own_words))]
    if issubclass(kind, SlotRefused):
        explained_words.append(explain_to_staff(sample(kind, alternatives=(), **own_words)))
    said = [
        words
        for explanation in explained_words
        for words in (explanation.title, explanation.what_happened, explanation.what_to_do)
    ]
    assert [words for words in said if SAID_TO_SEEKERS.search(words)] == []


def test_no_page_of_the_desk_says_anata() -> None:
    pages = [*(ROOT / "templates" / "desk").rglob("*.html"), *(ROOT / "booking" / "web" / "desk").rglob("*.py")]
    assert [page.name for page in pages if "あなた" in page.read_text(encoding="utf-8")] == []


def test_the_desk_explains_every_refusal_to_staff() -> None:
    doors = (ROOT / "booking" / "web" / "desk").rglob("*.py")
    to_seekers = re.compile(r"import (?:\w+, )*explain\b")
    assert [door.name for door in doors if to_seekers.search(door.read_text(encoding="utf-8"))] == []


def test_times_are_told_on_the_offices_clock() -> None:
    utc = datetime.fromisoformat("2026-11-25T01:00:00+00:00")
    assert "11月25日（水）10時00分" in explain(sample(SlotTaken, starts_at=utc)).what_happened


def test_a_refusal_without_words_is_noticed() -> None:
    class Unheard(Refusal):
        """A refusal of this test alone."""

    with pytest.raises(LookupError, match="Unheard"):
        explain(Unheard(None))
