"""The times that staff may offer a caller: free ones, late ones, and why the others are not free."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from booking.availability.open_slots import slots_of
from booking.availability.procedures import rules_of
from booking.availability.rule_values import RuleValues
from booking.availability.slots import Rules, Slot, SlotReason, SlotState
from booking.availability.words import reason_of
from booking.core.channels import Channel
from booking.core.texts import _
from booking.offices.staff_offices import DESK_CHANNELS
from booking.tables import Booking, Procedure, Seeker
from booking.web.session import now
from database.base import db

DAYS_SHOWN = 21


@dataclass(frozen=True)
class Offer:
    """A slot as the desk may offer it: open, late (bookable with a reason), or not, with the reason in words."""

    slot: Slot
    late: bool
    why_not: str

    @property
    def sign(self) -> str:
        """The one sign of its state, as in every calendar of the service."""
        if self.slot.reason is SlotReason.CLOSING_DAY:
            return _("休")
        if self.slot.state is SlotState.OPEN:
            return "〇"
        # After the deadline as before it: what is full is full.
        passed_and_full = self.slot.reason is SlotReason.DEADLINE_PASSED and not self.slot.free_desks
        return "×" if passed_and_full or self.slot.reason is SlotReason.FULL else "－"

    @property
    def bookable(self) -> bool:
        """Whether a click leads to the booking form."""
        return self.late or self.slot.state is SlotState.OPEN


@dataclass(frozen=True)
class DayOfOffers:
    """The offers of one day; deadlines are the first refused moments (office time), none where there is no web."""

    day: date
    desk_closes_at: datetime
    web_closes_at: datetime | None
    offers: Sequence[Offer]


def days_of_offers(
    procedure: Procedure, seeker: Seeker, first: date, last: date, *, moving: Booking | None = None
) -> list[DayOfOffers]:
    """What may be offered to the seeker from `first` to `last` inclusive, or to where the booking `moving` can go."""
    rules = rules_of(db.session(), procedure)
    found = slots_of(
        db.session(),
        procedure,
        first=first,
        last=last,
        channel=_first_desk_channel(rules, first, last),  # phone and counter close at the same moment
        now=now(),
        seeker_id=seeker.id,
        rules=rules,
        moving=moving.id if moving else None,
    )
    by_day = groupby(found, key=lambda slot: slot.starts_at.date())
    return [_day(day, rules, [_offer(slot, rules.on(day)) for slot in of_day]) for day, of_day in by_day]


def _first_desk_channel(rules: Rules, first: date, last: date) -> Channel:
    channels = rules.channels_between(first, last)
    return next((channel for channel in DESK_CHANNELS if channel in channels), Channel.PHONE)


def _day(day: date, rules: Rules, offers: Sequence[Offer]) -> DayOfOffers:
    on_web = Channel.WEB in rules.on(day).channels
    web_closes_at = rules.closes_at(day, Channel.WEB) if on_web else None
    return DayOfOffers(day, offers[0].slot.closes_at, web_closes_at, offers)


def _offer(slot: Slot, rules: RuleValues) -> Offer:
    passed = slot.reason is SlotReason.DEADLINE_PASSED
    if passed and not slot.free_desks:
        return Offer(slot, late=False, why_not=_("満席です。"))
    if slot.reason is SlotReason.YOURS:
        return Offer(slot, late=False, why_not=_("この方が予約しています。"))
    late = passed and rules.late_booking_allowed
    return Offer(slot, late=late, why_not=reason_of(slot, phone_only_reason=rules.phone_only_reason, to_staff=True))


def first_offer(days: Sequence[DayOfOffers]) -> Offer | None:
    """Where a clerk begins: the first time that is open, or the first that a reason opens; None for none."""
    bookable = [offer for day in days for offer in day.offers if offer.bookable]
    return next((offer for offer in bookable if not offer.late), bookable[0] if bookable else None)
