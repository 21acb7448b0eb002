"""The times that staff may offer a caller: free ones, late ones, and why the others are not free."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from flask import request

from booking.availability.offices import contact_of
from booking.availability.open_slots import slots_of
from booking.availability.procedures import current_terms, rules_of, values_on
from booking.availability.rule_values import RuleValues
from booking.availability.slots import Rules, Slot, SlotReason, SlotState
from booking.availability.words import reason_of
from booking.bookings.rules.eligibility import refuse_unless_may_book
from booking.bookings.standing import standing_of
from booking.core.channels import Channel
from booking.core.explain import Explanation, explain_to_staff
from booking.core.refusals import Refusal
from booking.core.texts import _
from booking.offices.staff_offices import DESK_CHANNELS, desk_procedure, desk_procedures
from booking.people.permissions import RECEPTION, allow
from booking.tables import Booking, Procedure, Seeker
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.desk.people.seeker_access import opened_seeker, refuse_unless_checked_lately
from booking.web.desk.url_params import SEEKER, requested_day
from booking.web.session import now, staff
from calendars.office_time import day_of
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


@blueprint.get(f"/seekers/{SEEKER}/slots", endpoint="slots")
@allow(RECEPTION)
def show_slots(seeker_id: int) -> str:
    """Three weeks of one procedure's slots for this seeker."""
    seeker = opened_seeker(seeker_id)
    refuse_unless_checked_lately(seeker_id)
    choices = desk_procedures(db.session(), office_ids=staff().office_ids, today=day_of(now()))
    procedure = _chosen(choices)
    if procedure is None:
        return page("desk/slots.html", seeker=seeker, procedure=None)
    today = day_of(now())
    first = requested_day(request.args.get("from"), today=today)
    return page(
        "desk/slots.html",
        seeker=seeker,
        choices=[(choice.code, choice.title) for choice in choices],
        procedure=procedure,
        rules=values_on(db.session(), procedure, first),
        terms=current_terms(db.session(), procedure, today=today),
        first=first,
        earlier=max(today, first - timedelta(days=DAYS_SHOWN)) if first > today else None,
        later=first + timedelta(days=DAYS_SHOWN),
        days=days_of_offers(procedure, seeker, first, first + timedelta(days=DAYS_SHOWN - 1)),
        may_not=_why_may_not_book(procedure, seeker),
    )


def _chosen(choices: Sequence[Procedure]) -> Procedure | None:
    code = request.args.get("procedure")
    if code:
        return desk_procedure(db.session(), code, office_ids=staff().office_ids, today=day_of(now()))
    return choices[0] if choices else None


def _why_may_not_book(procedure: Procedure, seeker: Seeker) -> Explanation | None:
    try:
        refuse_unless_may_book(
            standing_of(db.session(), seeker.id, procedure, now=now()),
            max_open_bookings=values_on(db.session(), procedure, day_of(now())).max_open_bookings,
            today=day_of(now()),
            office=contact_of(procedure.office),
        )
    except Refusal as refusal:
        return explain_to_staff(refusal)
    return None


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
