"""Outside services that tests own: a provider of meetings and a channel of letters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from booking.meetings.failures import MeetingFailed
from booking.meetings.provider import IssuedMeeting, MeetingRef, MeetingRequest
from booking.meetings.seen import Participation, SeenMeeting
from booking.meetings.traits import Traits
from booking.meetings.zoom.traits import ZOOM
from notifier.channels import Letter, NotDelivered

SENDING = replace(ZOOM, daily_limit=None, start_origins=("https://meet.invalid",))  # of meetings, as Zoom does
FAKE = replace(SENDING, reports_participants=False, sends_webhooks=False)
SCANT = replace(FAKE, daily_limit=100)


class Killed(BaseException):
    """The worker's process ends at this very point."""


def nothing() -> None:
    """Nothing happens meanwhile."""


@dataclass
class FakeMeetings:
    """One meeting a mark, like the real ones; fails, or lets something happen, before it answers."""

    name: str = "fake"
    traits: Traits = FAKE
    failures: list[str | MeetingFailed] = field(default_factory=list)
    drift: tuple[str, ...] = ()
    meanwhile: Callable[[], object] = nothing
    requests: list[MeetingRequest] = field(default_factory=list)
    meetings: dict[str, IssuedMeeting] = field(default_factory=dict)
    changed: dict[str, SeenMeeting] = field(default_factory=dict)  # what somebody made of a meeting, by its ID
    others: list[SeenMeeting] = field(default_factory=list)  # meetings that somebody else made
    host_of_others: str | None = None  # whose they are; None: on everybody's list
    locked: tuple[str, ...] = ()  # settings that stay as they are
    list_failures: list[str] = field(default_factory=list)
    when_looked_at: Callable[[], object] = nothing
    reports: dict[str, Sequence[Participation]] = field(default_factory=dict)
    fetched_runs: list[str] = field(default_factory=list)

    def issue(self, request: MeetingRequest) -> IssuedMeeting:
        """The meeting under the request's mark, made now if there is none."""
        self.requests.append(request)
        self._fail_if_it_shall()
        number = len(self.requests)
        link = f"https://meet.invalid/j/{number}?pwd=s3cret"
        made = IssuedMeeting(f"812345678{number:02}", f"49302{number}", link, self.drift)
        issued = self.meetings.setdefault(request.mark, made)
        happens, self.meanwhile = self.meanwhile, nothing
        happens()
        return issued

    def withdraw(self, meeting: MeetingRef) -> None:
        """Remove the meeting under this mark, if there is one; an ID that is given must be its own."""
        self._fail_if_it_shall()
        second = next((seen for seen in self.others if seen.provider_id == meeting.provider_id), None)
        if second:
            self.others.remove(second)
            return
        existing = self.meetings.pop(meeting.mark, None)
        assert existing is None or meeting.provider_id in {"", existing.provider_id}
        happens, self.meanwhile = self.meanwhile, nothing
        happens()

    def start_url(self, meeting: MeetingRef) -> str | None:
        """A link for the host, if the meeting is there."""
        return f"https://meet.invalid/s/{meeting.provider_id}?zak=t0ken" if self.look(meeting) else None

    def look(self, meeting: MeetingRef) -> SeenMeeting | None:
        """The meeting with this ID."""
        self._fail_if_it_shall()
        self.when_looked_at()
        return next((seen for seen in self._all() if seen.provider_id == meeting.provider_id), None)

    def mend(self, meeting: MeetingRef, request: MeetingRequest, *, passcode: str) -> SeenMeeting | None:
        """Take back what somebody changed, but for what is locked."""
        changed = self.changed.pop(meeting.provider_id, None)
        if changed is None:
            return self.look(meeting)
        self.changed[meeting.provider_id] = replace(
            changed,
            starts_at=request.starts_at,
            length_minutes=request.length_minutes,
            passcode=passcode,
            drift=tuple(name for name in changed.drift if name in self.locked),
        )
        return self.changed[meeting.provider_id]

    def meetings_of(self, host: str) -> Sequence[SeenMeeting]:
        """The host's meetings, as they were issued or changed."""
        if self.list_failures:
            raise MeetingFailed(self.list_failures.pop(0))
        return [*self._ours(host), *(self.others if self.host_of_others in {None, host} else [])]

    def _all(self) -> Sequence[SeenMeeting]:
        return [*self._ours(None), *self.others]

    def _ours(self, host: str | None) -> Sequence[SeenMeeting]:
        requests = {request.mark: request for request in self.requests}
        ours = [
            SeenMeeting(
                issued.provider_id,
                mark,
                requests[mark].starts_at,
                requests[mark].length_minutes,
                issued.passcode,
                issued.join_url,
            )
            for mark, issued in self.meetings.items()
            if host in {None, requests[mark].host}
        ]
        return [self.changed.get(seen.provider_id, seen) for seen in ours]

    def participants(self, meeting: MeetingRef, *, run: str) -> Sequence[Participation] | None:
        """The report of the run, if the test has put one there."""
        self.fetched_runs.append(run)
        self._fail_if_it_shall()
        happens, self.meanwhile = self.meanwhile, nothing
        happens()
        return self.reports.get(run)

    def _fail_if_it_shall(self) -> None:
        if self.failures:
            failure = self.failures.pop(0)
            raise MeetingFailed(failure) if isinstance(failure, str) else failure


@dataclass
class FakeChannel:
    """Keeps the letters that it takes; refuses, or lets something happen, before it takes one."""

    failures: list[str | NotDelivered] = field(default_factory=list)
    meanwhile: Callable[[], object] = nothing
    letters: list[Letter] = field(default_factory=list)

    def send(self, letter: Letter) -> None:
        """Take the letter."""
        happens, self.meanwhile = self.meanwhile, nothing
        if self.failures:
            happens()
            failure = self.failures.pop(0)
            raise NotDelivered(failure) if isinstance(failure, str) else failure
        self.letters.append(letter)
        happens()
