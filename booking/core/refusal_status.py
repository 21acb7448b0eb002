"""The HTTP status of each refusal, alike for pages and API."""

from booking import errors

_STATUS: dict[type[errors.Refusal], int] = {
    errors.UnknownProcedure: 404,
    errors.UnknownHold: 404,
    errors.UnknownBooking: 404,
    errors.UnknownSeeker: 404,
    errors.UnknownMessage: 404,
    errors.MyPageNotOpened: 403,
    errors.RegistrationNotValid: 403,
    errors.Suspended: 403,
    errors.UnknownSuspension: 404,
    errors.UnknownDelivery: 404,
    errors.ReasonMissing: 422,
    errors.SuspensionEndWrong: 422,
    errors.TooManyAnswers: 429,
    errors.IdentityNotChecked: 403,
    errors.WrongPassword: 401,
    errors.AccountLocked: 429,
    errors.HoldLimitReached: 429,
    errors.TooManyGivenBack: 429,
    errors.TooManyMoves: 429,
    errors.NoDisplayNameLeft: 503,
    errors.KeyReused: 422,
    errors.CancelReasonMissing: 422,
    errors.DecisionMissing: 422,
    errors.NotifiedInFuture: 422,
    errors.DayInPast: 422,
    errors.OfficeRulesBroken: 422,
    errors.UnknownDesk: 404,
    errors.MeetingNotStarted: 503,
}
_REFUSED = 409


def status_of(refusal: errors.Refusal) -> int:
    """The HTTP status of a refusal: 409 unless its kind has another."""
    return _STATUS.get(type(refusal), _REFUSED)
