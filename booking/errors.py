"""Refusals: what the office will not do, with the facts needed to say so kindly. No HTTP and no wording in here.

Each is an expected answer, not a fault. `booking.core.explain` says them in the reader's language, and one handler
per way in (pages, command) turns them into a page or an exit status.
"""

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True)
class OfficeContact:
    """Whom to call. Times are office time."""

    name: str
    phone: str
    desk_opens: time
    desk_closes: time


@dataclass(eq=False)
class Refusal(Exception):
    """Base of all refusals; `office` is whom to call, where one office is concerned."""

    office: OfficeContact | None

    def __str__(self) -> str:
        return type(self).__name__


@dataclass(eq=False)
class UnknownProcedure(Refusal):
    """No procedure has this code."""

    code: str


@dataclass(eq=False)
class SlotRefused(Refusal):
    """Base: the slot cannot be booked. `starts_at` is office time, `alternatives` are open starts nearest to it."""

    procedure: str
    starts_at: datetime
    alternatives: tuple[datetime, ...]


@dataclass(eq=False)
class NoSuchSlot(SlotRefused):
    """The procedure's timetable has no start at that moment."""


@dataclass(eq=False)
class SlotPast(SlotRefused):
    """The consultation has already begun."""


@dataclass(eq=False)
class ProcedureEnded(SlotRefused):
    """The procedure, its office or its last desk has ended by that day; `ends_on` is the first day without."""

    ends_on: date


@dataclass(eq=False)
class OnClosingDay(SlotRefused):
    """The office is closed on that day."""

    closing: str


@dataclass(eq=False)
class DeadlinePassed(SlotRefused):
    """Booking closed at `closes_at` (office time, first refused moment)."""

    closes_at: datetime


@dataclass(eq=False)
class NotYetOpen(SlotRefused):
    """Booking opens at `opens_at` (office time)."""

    opens_at: datetime


@dataclass(eq=False)
class ChannelClosed(SlotRefused):
    """The procedure is not booked in this way; `why` is the office's own sentence."""

    why: str


@dataclass(eq=False)
class SlotTaken(SlotRefused):
    """Somebody else's claim committed first, and no desk is left."""


@dataclass(eq=False)
class NoDisplayNameLeft(Refusal):
    """Every display name of the office and `day` is somebody's: 2,156 bookings that stand."""

    day: date


@dataclass(eq=False)
class OverlapsOwnBooking(SlotRefused):
    """The seeker already has a consultation, here or elsewhere, at that time."""


@dataclass(eq=False)
class TooManyOpenBookings(Refusal):
    """The seeker has as many open bookings of the procedure as it allows; `numbers` are theirs."""

    limit: int
    numbers: tuple[str, ...]


@dataclass(eq=False)
class MyPageNotOpened(Refusal):
    """The seeker has no my-page, so there is no inbox for the meeting details (Shiga flyer: preconditions)."""


@dataclass(eq=False)
class RegistrationNotValid(Refusal):
    """The job-seeker registration (求職登録) is not valid today; `ended_on` is its last valid day, if there was one."""

    ended_on: date | None


@dataclass(eq=False)
class TermsOutdated(Refusal):
    """The terms were not accepted in their current version; `current` is that version."""

    current: str


@dataclass(eq=False)
class TopicMissing(Refusal):
    """The hold has no topic yet: the form was not filled in."""


@dataclass(eq=False)
class DraftChanged(Refusal):
    """The hold's draft is no longer what the confirmation page showed: another tab wrote something else."""


@dataclass(eq=False)
class HoldLimitReached(Refusal):
    """The seeker made as many holds of the procedure today, without booking, as one may."""

    limit: int


@dataclass(eq=False)
class HoldLapsedRecently(Refusal):
    """This seeker's hold of this very slot lapsed; it may be held again from `again_at` (office time).

    `token` names the lapsed hold, whose draft can still be sent as long as the place is free.
    """

    token: str
    starts_at: datetime
    again_at: datetime


@dataclass(eq=False)
class UnknownHold(Refusal):
    """No such hold of this seeker."""


@dataclass(eq=False)
class CannotExtend(Refusal):
    """The hold was extended before, has ended, or ends with the booking deadline."""


@dataclass(eq=False)
class UnknownBooking(Refusal):
    """No such booking that this person may see."""


@dataclass(eq=False)
class UnknownSeeker(Refusal):
    """Nobody has this seeker number and birth date, or the pair was not given exactly."""


@dataclass(eq=False)
class UnknownMessage(Refusal):
    """No such message in this inbox."""


@dataclass(eq=False)
class IdentityNotChecked(Refusal):
    """The caller's identity was not ticked off: number plus two more facts (rules.md#identity-check).

    `seeker_id` is whose card has the ticks, by internal id, where the refused act is about one person.
    """

    seeker_id: int | None = None


@dataclass(eq=False)
class EmailTaken(Refusal):
    """Somebody else signs in to my-page with this mail address."""


@dataclass(eq=False)
class ConsentMissing(Refusal):
    """The seeker's consent to the terms was not recorded."""


@dataclass(eq=False)
class LateReasonMissing(Refusal):
    """After the deadline staff may book only with a reason; `closes_at` is the first refused moment."""

    closes_at: datetime


@dataclass(eq=False)
class WrongPassword(Refusal):
    """Address and password do not belong together. Tries left are not told: that would tell which addresses exist."""


@dataclass(eq=False)
class AccountLocked(Refusal):
    """Too many wrong passwords; sign-in is refused for another `minutes`."""

    minutes: int


@dataclass(eq=False)
class KeyReused(Refusal):
    """The one-time key was already used for a different request."""


@dataclass(eq=False)
class NotifiedTooLate(Refusal):
    """The news came at or after the start (`starts_at`): an absence, not a cancellation."""

    starts_at: datetime


@dataclass(eq=False)
class NotifiedInFuture(Refusal):
    """The moment given for the news lies ahead."""


@dataclass(eq=False)
class NotOpenAnyMore(Refusal):
    """The booking was cancelled or is over: it can be neither cancelled nor moved. `status` is what became of it."""

    number: str
    status: str


@dataclass(eq=False)
class ChangedMeanwhile(Refusal):
    """The booking was moved since the page was shown: what was pressed there was meant for another time."""

    number: str


@dataclass(eq=False)
class TooManyGivenBack(Refusal):
    """The seeker gave back as many bookings of the procedure today as one may on the web and in the API."""

    limit: int


@dataclass(eq=False)
class TooManyMoves(Refusal):
    """The seeker moved bookings of the procedure as often today as one may on the web and in the API."""

    limit: int


@dataclass(eq=False)
class CancelReasonMissing(Refusal):
    """Staff cancel only with a reason."""


@dataclass(eq=False)
class SameSlot(Refusal):
    """The booking has this time already."""

    number: str


@dataclass(eq=False)
class MeetingNotThere(Refusal):
    """The booking has no meeting that could be started: not issued yet, withdrawn, or gone at the provider."""

    number: str


@dataclass(eq=False)
class MeetingNotStarted(Refusal):
    """The provider gave no link to start with; `why` is its reason in our words."""

    number: str
    why: str


@dataclass(eq=False)
class MeetingTaken(Refusal):
    """Another consultation has the meeting of this ID at the same time."""


@dataclass(eq=False)
class MeetingOfThePool(Refusal):
    """The meeting of this ID lies in the pool, which may give it to somebody else."""


@dataclass(eq=False)
class DayInPast(Refusal):
    """What has been is not changed: the day lies before today."""

    day: date


@dataclass(eq=False)
class AlreadyClosed(Refusal):
    """The office is closed on that day anyway; `closing` says why."""

    day: date
    closing: str


@dataclass(eq=False)
class NotAClosingDay(Refusal):
    """The day is no closing day of the office's own, so that none can be taken away."""

    day: date


@dataclass(eq=False)
class UnknownDesk(Refusal):
    """The office has no desk of this code, or the procedure is not (or already) held at it."""

    code: str


@dataclass(eq=False)
class OfficeRulesBroken(Refusal):
    """The office would break its own rules; `faults` are (key in the office file, what is wrong, what is allowed)."""

    faults: tuple[tuple[str, str, str], ...]


@dataclass(eq=False)
class ImpactChanged(Refusal):
    """Since the impact of a change was shown, somebody booked, moved or cancelled; `numbers` lose their place now."""

    numbers: tuple[str, ...]


@dataclass(eq=False)
class DecisionMissing(Refusal):
    """Nobody decided what becomes of the bookings `numbers`, which lose their place: there is no default."""

    numbers: tuple[str, ...]


@dataclass(eq=False)
class OtherDeskTaken(Refusal):
    """The bookings `numbers` cannot go to the chosen desk: somebody has its time, or it does not hold the procedure."""

    numbers: tuple[str, ...]


@dataclass(eq=False)
class DayIsOpen(Refusal):
    """Nobody need wait for a place on `day`: `alternatives` (office time) can be booked right now."""

    procedure: str
    day: date
    alternatives: tuple[datetime, ...]


@dataclass(eq=False)
class NothingToWaitFor(Refusal):
    """The day cannot be booked on the web, whether or not a place frees up."""

    procedure: str
    day: date


@dataclass(eq=False)
class TooManyWaits(Refusal):
    """The seeker waits for places on as many days as one may."""

    limit: int


@dataclass(eq=False)
class Suspended(Refusal):
    """The office has suspended the seeker until `ends_on` inclusive (rules.md#suspensions); earlier bookings stand."""

    ends_on: date


@dataclass(eq=False)
class NotBegunYet(Refusal):
    """The consultation begins at `starts_at` (office time): nobody can say yet what became of it."""

    starts_at: datetime


@dataclass(eq=False)
class TooEarlyToDecide(Refusal):
    """The seeker may still come; that the booking is `status` can be decided from `from_when` (office time) on."""

    from_when: datetime
    status: str


@dataclass(eq=False)
class ReasonMissing(Refusal):
    """This is decided only with a reason."""


@dataclass(eq=False)
class DecidedMeanwhile(Refusal):
    """Somebody else decided since the page was shown; `number` is the booking's, `status` what became of it."""

    number: str
    status: str


@dataclass(eq=False)
class UnknownSuspension(Refusal):
    """No such suspension that this person may see."""


@dataclass(eq=False)
class SuspensionChanged(Refusal):
    """The suspension is not (any more) in the state in which this can be done; `status` is what it is now."""

    status: str


@dataclass(eq=False)
class AnswersSettled(Refusal):
    """Nothing that a seeker wrote about the suspension is open any more: somebody wrote back, or it was lifted."""


@dataclass(eq=False)
class SuspensionEndWrong(Refusal):
    """A suspension ends from `first` to `last` inclusive."""

    first: date
    last: date


@dataclass(eq=False)
class TooManyAnswers(Refusal):
    """The seeker has written as often about this suspension as one may."""

    limit: int


@dataclass(eq=False)
class UnknownDelivery(Refusal):
    """No such failed delivery that this person may see."""


@dataclass(eq=False)
class DeliverySeenTo(Refusal):
    """The failed delivery was resolved meanwhile: by somebody else, or otherwise by the same person."""


@dataclass(eq=False)
class DeliveryOfColleague(Refusal):
    """A colleague sees to the failed delivery: nobody else resolves it without having been told.

    `owner` is who, by internal id; `since` is unknown where it was taken over before that was noted.
    """

    owner: str
    since: datetime | None


@dataclass(eq=False)
class DeliveryTooLate(Refusal):
    """Nothing is sent again once it helps nobody: a reminder too late, the way to a consultation that is over."""


@dataclass(eq=False)
class DeliverySentAgain(Refusal):
    """What was sent again is on its way, or comes back by itself: it cannot be put back on the list."""


@dataclass(eq=False)
class DeliveryOvertaken(Refusal):
    """What the delivery would tell is no longer true, or need no longer be told: it cannot be put back on the list."""
