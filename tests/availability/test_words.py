"""The reason of a slot as a sentence."""

from dataclasses import replace

import pytest

from booking.availability.slots import Slot, SlotReason, SlotState
from booking.availability.words import reason_of
from tests.town import office_time

# Wednesday 25 November, of which Friday the 20th is the deadline day.
OPEN = Slot(
    starts_at=office_time("2026-11-25 10:00"),
    ends_at=office_time("2026-11-25 10:30"),
    state=SlotState.OPEN,
    reason=None,
    closing="",
    opens_at=office_time("2026-10-28 00:00"),
    closes_at=office_time("2026-11-21 00:00"),
    free_desks=(1,),
)


def because(reason: SlotReason) -> Slot:
    return replace(OPEN, state=SlotState.CLOSED, reason=reason, closing="庁舎の設備点検")


def test_an_open_slot_needs_no_reason() -> None:
    assert reason_of(OPEN) == ""


@pytest.mark.parametrize("reason", SlotReason)
def test_every_reason_is_a_sentence(reason: SlotReason) -> None:
    assert reason_of(because(reason)).endswith("。")


def test_no_two_reasons_read_alike() -> None:
    assert len({reason_of(because(reason)) for reason in SlotReason}) == len(SlotReason)


def test_reasons_carry_their_facts() -> None:
    assert "庁舎の設備点検" in reason_of(because(SlotReason.CLOSING_DAY))
    assert "11月20日（金）23時59分で" in reason_of(because(SlotReason.DEADLINE_PASSED))
    assert "10月28日（水）0時00分から" in reason_of(because(SlotReason.NOT_YET_OPEN))


def test_an_offices_own_sentence_says_why_it_is_not_booked_on_the_web() -> None:
    assert reason_of(because(SlotReason.CHANNEL), phone_only_reason="お電話ください。") == "お電話ください。"
