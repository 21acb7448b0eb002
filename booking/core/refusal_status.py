"""The HTTP status of each refusal, alike for pages and API."""

from booking.attendance.refusals import ReasonMissing, SuspensionEndWrong, TooManyAnswers, UnknownSuspension
from booking.audit.refusals import KeyReused
from booking.availability.refusals import UnknownProcedure
from booking.bookings.refusals import (
    CancelReasonMissing,
    HoldLimitReached,
    NoDisplayNameLeft,
    NotifiedInFuture,
    RegistrationNotValid,
    Suspended,
    TooManyGivenBack,
    TooManyMoves,
    UnknownBooking,
    UnknownHold,
)
from booking.core.refusals import Refusal
from booking.meetings.refusals import MeetingNotStarted
from booking.messages.refusals import UnknownDelivery, UnknownMessage
from booking.office_changes.refusals import DayInPast, DecisionMissing, UnknownDesk
from booking.offices.refusals import OfficeRulesBroken
from booking.people.refusals import AccountLocked, IdentityNotChecked, MyPageNotOpened, UnknownSeeker, WrongPassword

_STATUS: dict[type[Refusal], int] = {
    UnknownProcedure: 404,
    UnknownHold: 404,
    UnknownBooking: 404,
    UnknownSeeker: 404,
    UnknownMessage: 404,
    MyPageNotOpened: 403,
    RegistrationNotValid: 403,
    Suspended: 403,
    UnknownSuspension: 404,
    UnknownDelivery: 404,
    ReasonMissing: 422,
    SuspensionEndWrong: 422,
    TooManyAnswers: 429,
    IdentityNotChecked: 403,
    WrongPassword: 401,
    AccountLocked: 429,
    HoldLimitReached: 429,
    TooManyGivenBack: 429,
    TooManyMoves: 429,
    NoDisplayNameLeft: 503,
    KeyReused: 422,
    CancelReasonMissing: 422,
    DecisionMissing: 422,
    NotifiedInFuture: 422,
    DayInPast: 422,
    OfficeRulesBroken: 422,
    UnknownDesk: 404,
    MeetingNotStarted: 503,
}
_REFUSED = 409


def status_of(refusal: Refusal) -> int:
    """The HTTP status of a refusal: 409 unless its kind has another."""
    return _STATUS.get(type(refusal), _REFUSED)
