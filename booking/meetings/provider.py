"""What a provider of meetings does, in our words; each provider translates its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from booking.meetings.seen import Participation, SeenMeeting
from booking.meetings.traits import Traits


@dataclass(frozen=True)
class MeetingRequest:
    """A meeting that is wanted. `mark` is random and names it at the provider; `topic` holds no person's name."""

    mark: str
    topic: str
    starts_at: datetime
    length_minutes: int
    host: str | None


@dataclass(frozen=True)
class MeetingRef:
    """A meeting that was asked for, as every provider can find it: by its ID, by its host, by our mark.

    `provider_id` is empty if the answer to its issuing was lost or never came; only `withdraw` meets such a one.
    """

    provider_id: str
    host: str | None
    mark: str


@dataclass(frozen=True)
class IssuedMeeting:
    """What the provider issued: meeting ID, passcode (both as its traits say) and the link to join.

    `drift` names the settings that the provider did not take as the rule wants them (rules.md#meetings).
    """

    provider_id: str
    passcode: str = field(repr=False)
    join_url: str = field(repr=False)
    drift: tuple[str, ...] = ()


class MeetingProvider(Protocol):
    """Issues meetings with waiting room on, join before host off, recording off (rules.md#meetings).

    Every call may be repeated and may raise:
        MeetingFailed: failed for now; another try may succeed.
        MeetingsParked: a daily limit; no try succeeds before a moment that it names.
        MeetingsMisconfigured: somebody must act first.
    """

    name: str  # in rows: whose meeting it is
    traits: Traits

    def issue(self, request: MeetingRequest) -> IssuedMeeting:
        """Issue the wanted meeting; asked again with the same mark, answer the one that exists."""
        ...

    def withdraw(self, meeting: MeetingRef) -> None:
        """Remove the meeting; one that is gone or never came to be is removed already.

        Without an ID the provider looks for the mark among the host's meetings.
        """
        ...

    def start_url(self, meeting: MeetingRef) -> str | None:
        """A fresh link with which the host starts the meeting, None if the meeting is gone.

        It may sign its holder in as the host: ask on the click, redirect, never store or log it.
        """
        ...

    def look(self, meeting: MeetingRef) -> SeenMeeting | None:
        """The meeting as it is now, None if it is gone."""
        ...

    def mend(self, meeting: MeetingRef, request: MeetingRequest, *, passcode: str) -> SeenMeeting | None:
        """Put time, settings and passcode back; answer the meeting as it then is, its link may be another.

        A passcode that the provider chooses itself stays as it is.
        """
        ...

    def meetings_of(self, host: str) -> Sequence[SeenMeeting]:
        """The host's meetings to come, whoever made them; asked only if the provider keeps a list."""
        ...

    def participants(self, meeting: MeetingRef, *, run: str) -> Sequence[Participation] | None:
        """Who was in the run (its uuid; a meeting ID means its latest run); None while there is no report.

        An empty report says nothing about the host: some accounts list nobody when only one person came.
        """
        ...
