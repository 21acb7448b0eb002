"""What the API takes and gives, field by field: requests are checked by these models, and the document shows them."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from booking.api.fields import BirthDate, DayIn, MomentIn, MomentOut, Reason, Short, Topic
from booking.availability.slots import SlotReason, SlotState
from booking.bookings.rules.wishes import Wish
from booking.core import codes
from booking.core.channels import Channel
from booking.core.input.parsing import LARGEST_ID
from booking.tables import BookingStatus, MeetingState

Code = Annotated[str, StringConstraints(pattern=f"^{codes.PATTERN}$")]


class In(BaseModel):
    """Base of all bodies: an unknown field is a mistake, and is reported."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Looked(BaseModel):
    """Base of all queries."""

    model_config = ConfigDict(frozen=True)


class Out(BaseModel):
    """Base of all answers."""

    model_config = ConfigDict(frozen=True)


class BookingIn(In):
    """A booking to be made. `seeker`, `birth_date`, `channel` and `late_reason` are for staff only."""

    procedure: Code
    starts_at: MomentIn
    topic: Topic
    terms_version: Annotated[Short, Field(description="The version of the terms that the seeker accepted.")]
    wishes: Annotated[tuple[Wish, ...], Field(max_length=len(Wish))] = ()
    seeker: Annotated[Short | None, Field(description="Seeker number; staff must give it.")] = None
    birth_date: Annotated[
        BirthDate | None, Field(description="Staff give it with a seeker who belongs to none of their offices.")
    ] = None
    channel: Annotated[Channel | None, Field(description="phone or counter; staff must give it.")] = None
    late_reason: Annotated[Reason, Field(description="Why staff book after the deadline.")] = ""


class CancelIn(In):
    """A cancellation. Staff must give the reason; `notified_at` makes it the seeker's own cancellation."""

    reason: Reason = ""
    notified_at: Annotated[
        MomentIn | None, Field(description="Staff only: when the seeker told the office; before the start.")
    ] = None


class MoveIn(In):
    """Another time for a booking. `channel` and `late_reason` are for staff only."""

    starts_at: MomentIn
    terms_version: Annotated[
        Short | None,
        Field(description="The version that was accepted with this move, if it is newer than the booking."),
    ] = None
    channel: Annotated[Channel | None, Field(description="phone or counter; for staff, phone if left out.")] = None
    late_reason: Annotated[Reason, Field(description="Why staff move after the deadline.")] = ""


class ProcedureQuery(Looked):
    """Which procedures: every word of `q` occurs in them."""

    q: Annotated[str, StringConstraints(max_length=200)] = ""
    after: Annotated[Code | None, Field(description="The last code of the page before.")] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 100


class SlotQuery(Looked):
    """Which days (office days, inclusive): today to the end of the booking window, unless said otherwise."""

    first: Annotated[DayIn | None, Field(alias="from")] = None
    last: Annotated[DayIn | None, Field(alias="to")] = None
    channel: Annotated[Channel | None, Field(description="As seen from here: web, or else phone.")] = None


class BookingQuery(Looked):
    """Which bookings: those before one, the last booked first."""

    before: Annotated[
        Annotated[str, StringConstraints(pattern="^[0-9]{9}$")] | None,
        Field(description="The last number of the page before."),
    ] = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class MessageQuery(Looked):
    """Which messages: those before one, the newest first."""

    before: Annotated[int | None, Field(ge=1, le=LARGEST_ID, description="The last id of the page before.")] = None
    limit: Annotated[int, Field(ge=1, le=50)] = 20


class OfficeOut(Out):
    """Whom to call."""

    code: str
    name: str
    phone: str


class ProcedureOut(Out):
    """What can be booked."""

    code: str
    title: str
    purpose: str
    office: OfficeOut
    channels: tuple[Channel, ...]
    length_minutes: int
    lead_open_days: Annotated[int, Field(description="Booking closes so many office days before.")]
    window_days: Annotated[int, Field(description="Booking opens so many days before.")]
    max_open_bookings: int
    terms_version: str
    terms_url: Annotated[str, Field(description="Where people read the terms.")]


class SlotOut(Out):
    """A time that could be booked; when it is not open, the first reason that holds, also in words."""

    starts_at: MomentOut
    ends_at: MomentOut
    state: SlotState
    reason: SlotReason | None
    detail: str | None
    free: Annotated[int, Field(description="How many desks could still take it.")]
    closes_at: Annotated[MomentOut, Field(description="The first moment at which it is refused.")]


class MeetingOut(Out):
    """What is typed to join: null until it is issued, and to staff in lists."""

    state: MeetingState
    id: str | None
    passcode: str | None
    join_url: str | None


class BookingOut(Out):
    """A booking as it is now."""

    number: str
    procedure: str
    starts_at: MomentOut
    ends_at: MomentOut
    status: BookingStatus
    channel: Channel
    sequence: Annotated[int, Field(description="Rises with every change.")]
    display_name: str
    meeting: MeetingOut


class MessageOut(Out):
    """A message of the inbox; reading it here does not mark it as read."""

    id: int
    kind: str
    subject: str
    html: str
    made_at: MomentOut
    read_at: MomentOut | None
    booking: Annotated[str | None, Field(description="The number of the booking that it is about.")]
    void: Annotated[bool, Field(description="Whether it tells of a meeting that was withdrawn since.")]


Next = Annotated[str | None, Field(description="Where the next page is; null on the last.")]


class Procedures(Out):
    """A page of procedures."""

    items: tuple[ProcedureOut, ...]
    next: Next


class Slots(Out):
    """The slots of some days."""

    items: tuple[SlotOut, ...]
    next: Next


class Bookings(Out):
    """A page of bookings."""

    items: tuple[BookingOut, ...]
    next: Next


class Messages(Out):
    """A page of messages."""

    items: tuple[MessageOut, ...]
    next: Next


class ContactOut(Out):
    """Whom to call about a refusal; times are office time."""

    name: str
    phone: str
    desk_opens: str
    desk_closes: str


class FieldError(Out):
    """A field that lacks its shape: where it is in the body (RFC 6901), or which parameter of the query."""

    pointer: str | None = None
    parameter: str | None = None
    detail: str


class Problem(Out):
    """RFC 9457 problem details. Facts of the refusal stand beside these members."""

    model_config = ConfigDict(extra="allow")

    type: Annotated[str, Field(description="Stable: programs tell refusals apart by it.")]
    title: str
    status: int
    detail: Annotated[str, Field(description="What happened and what to do, to be shown to people.")]
    office: ContactOut | None = None
    errors: tuple[FieldError, ...] = ()
    alternatives: Annotated[tuple[MomentOut, ...], Field(description="Open starts nearest to the refused one.")] = ()


class Document(Out):
    """An OpenAPI document."""

    model_config = ConfigDict(extra="allow")

    openapi: Literal["3.1.0"]
