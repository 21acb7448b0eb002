"""Made-up facts from which every kind of message renders as it would for a seeker of a real procedure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from booking.announcements.kinds import KINDS, Sample
from booking.availability.procedures import values_on
from booking.bookings.rules.the_day import Phase
from booking.bookings.rules.wishes import Wish
from booking.core.channels import Channel
from booking.core.texts import _
from booking.core.texts.own_sentences import StandsIn
from booking.meetings.reads import MeetingDetails
from booking.messages.letters.bookings import Offer
from booking.messages.letters.own_sentences import said
from booking.offices.sentences import Sentences
from booking.people.records.fields import PersonField
from booking.tables import BookingStatus, MeetingState, Office, Procedure, Scope, SuspensionState
from calendars.office_time import at, day_of
from database.base import db

_A_WEEK = timedelta(days=7)
_WEDNESDAY = 2


@dataclass(frozen=True)
class _Booking:
    number: str
    display_name: str
    status: BookingStatus
    cancel_reason: str
    wishes: tuple[Wish, ...] = (Wish.DOCUMENT_REVIEW,)


@dataclass(frozen=True)
class _Suspension:
    state: SuspensionState
    ends_on: date
    lift_reason: str


@dataclass(frozen=True)
class _Token:
    name: str
    scopes: tuple[Scope, ...]
    revoked_at: datetime | None = None


@dataclass(frozen=True)
class _Correction:
    fields: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class _Closure:
    reason: str


@dataclass(frozen=True)
class _Seeker:
    email: str
    seeker_number: str = "70000-0000002"


@dataclass(frozen=True)
class _Message:
    references: Mapping[str, int] = field(default_factory=dict)


def sample_facts(
    kind: str, procedure: Procedure, channel: Channel, *, issued: bool, base_url: str, now: datetime, own: Sentences
) -> dict[str, Any]:
    """The facts of a message of this kind: procedure, office and what that says are real, the rest is made up."""
    facts = _made_up(kind, procedure, channel, issued=issued, base_url=base_url, now=now)
    return {**facts, "own_sentences": lambda part, place: said(own, part, StandsIn(place), facts)}


def _made_up(
    kind: str, procedure: Procedure, channel: Channel, *, issued: bool, base_url: str, now: datetime
) -> dict[str, Any]:
    office, shown = procedure.office, KINDS[kind].sample
    starts_at = _next_wednesday(now)
    return {
        **_of_booking(shown, procedure, channel, starts_at, by_staff=channel is not Channel.WEB),
        "message": _Message(_references(shown, office, by_staff=channel is not Channel.WEB)),
        "office": office,
        "seeker": _Seeker("misaki@example.com"),
        "phase": Phase.AHEAD,
        "details": _details(issued=issued),
        "void": False,
        "days": [day_of(starts_at)],
        "day": day_of(starts_at),
        "open_times": lambda: (starts_at,),
        "nearest_open": lambda: Offer((starts_at + timedelta(days=1),), is_on_the_web=True),
        "suspension": _suspension(shown, office, starts_at),
        "reply": _("回線の記録を確かめましたが、入室は確認できませんでした。停止は変わりません。"),
        "token": _Token(_("家計簿アプリ"), (Scope.BOOKINGS_READ,)),
        "correction": _Correction((PersonField.PHONE.value, PersonField.ADDRESS.value), _("引っ越されたため")),
        "closure": _Closure(_("アカウントが、ほかの方に貸されていたため")),
        "key": "XXXXXXXXXX",
        "forgotten_password_url": f"{base_url}/password/forgotten",
        "invitation_url": f"{base_url}/desk/invitation/XXXXXXXXXX",
        "staff_reset_url": f"{base_url}/desk/password/XXXXXXXXXX",
        "staff_forgotten_url": f"{base_url}/desk/forgotten",
        "sign_in_url": f"{base_url}/login",
        "key_url": f"{base_url}/open/password",
        "my_page_url": f"{base_url}/mypage",
        "registration_url": f"{base_url}/registration",
        "validity_url": f"{base_url}/mypage/validity",
        "procedure_url": f"{base_url}/procedures/{procedure.code}",
        "booking_url": f"{base_url}/mypage/bookings/482917365",
        "message_url": f"{base_url}/mypage/messages/1",
        "page_url": f"{base_url}/procedures/{procedure.code}?day={day_of(starts_at)}",
    }


def _of_booking(
    shown: Sample, procedure: Procedure, channel: Channel, starts_at: datetime, *, by_staff: bool
) -> dict[str, Any]:
    rules = values_on(db.session(), procedure, day_of(starts_at))
    return {
        "booking": _Booking("482917365", _("みかん36"), shown.status, _("庁舎の設備点検のため")),
        "procedure": procedure,
        "rules": rules,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=rules.length_minutes),
        "carries": rules.mail_carries[channel],
        "registration_ends_before": False,
        "booked_by_staff": by_staff,
        "cancelled_by_staff": by_staff,
    }


def _references(shown: Sample, office: Office, *, by_staff: bool) -> dict[str, int]:
    """A correction takes nothing back here; a warning comes at the office's own number."""
    count = office.warn_at if shown.warns else 1
    counted = {"count": count, "propose_at": office.propose_at, "within_days": office.within_days}
    return {**counted, "withdrawn": 0, "by_staff": int(by_staff)}


def _details(*, issued: bool) -> MeetingDetails:
    if not issued:
        return MeetingDetails(MeetingState.WANTED)
    return MeetingDetails(MeetingState.ISSUED, "86012345678", "204816", "https://example.com/j/86012345678")


def _suspension(shown: Sample, office: Office, starts_at: datetime) -> _Suspension:
    state = SuspensionState(shown.suspension)
    return _Suspension(
        state, day_of(starts_at) + timedelta(days=office.suspension_days), _("入院されていたことを確かめたため")
    )


def _next_wednesday(now: datetime) -> datetime:
    """Ten o'clock on a Wednesday that is a week ahead or a little more."""
    day = day_of(now) + _A_WEEK
    return at(day + timedelta(days=(_WEDNESDAY - day.weekday()) % 7), time(10))
