"""What the events that a provider sent say about a consultation: who was where, and when; knows no tables."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from booking.attendance.rules.spans import Span, joined
from booking.attendance.rules.stays import Stay, known_best, stays_of
from booking.core.meeting_events import BEFORE_THE_DOOR, Event, Sign, Source, Who

# A run that was over this long before the consultation was a rehearsal.
NEARBY = timedelta(hours=1)
# Two sources may give the same event a slightly different moment.
AS_ONE = timedelta(seconds=30)
_OF_THE_OFFICE = {Who.HOST, Who.STAFF}


@dataclass(frozen=True)
class Presence:
    """When guests were inside and in the waiting room; `lost` if the last stay ended with a broken connection.

    `name_known` is False if the provider named none of them.
    """

    inside: Sequence[Span] = ()
    waiting: Sequence[Span] = ()
    lost: bool = False
    name_known: bool = True

    @property
    def seen(self) -> bool:
        """Whether they came at all."""
        return bool(self.inside or self.waiting)

    @property
    def arrived_at(self) -> datetime:
        """The first moment at which they were seen."""
        return min(span.start for span in (*self.inside, *self.waiting))

    def after(self, moment: datetime) -> "Presence":
        """The same without the stays that were over at `moment`."""
        inside, waiting = (tuple(one for one in spans if one.end > moment) for spans in (self.inside, self.waiting))
        return replace(self, inside=inside, waiting=waiting)


@dataclass(frozen=True)
class Evidence:
    """Everything known of a consultation.

    `open` is when the meeting ran: with join-before-host off (rules.md#meetings) somebody of the office was there.
    `host` is when they were seen, which providers do not always tell, `staff` when others of the office's account were.
    `named` came under the display name, `other` under another or under none. `never_held`: the provider says that it
    never ran.
    `unfinished`: no event says when it was over. `arrivals_known`: each run has an event of somebody's arrival, or a
    list from the provider; without either a guest may have come of whom we know nothing.
    """

    open: Sequence[Span] = ()
    host: Sequence[Span] = ()
    staff: Sequence[Span] = ()
    named: Presence = Presence()
    other: Presence = Presence()
    never_held: bool = False
    unfinished: bool = False
    arrivals_known: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known."""
        return not (self.never_held or self.open or self.named.seen or self.other.seen)


@dataclass(frozen=True)
class _Run:
    stays: Sequence[Stay]
    ran: Span | None  # None: only a waiting room, which nobody of the office opened
    unfinished: bool
    arrivals_known: bool


def evidence_from(
    events: Iterable[Event], *, starts_at: datetime, until: datetime, never_held: bool = False
) -> Evidence:
    """What `events` say of the consultation at `starts_at`; whoever was not seen leaving is taken to stay `until`."""
    kept = list(events)
    runs = [_run(of_run, until) for of_run in _groups(kept, lambda event: event.run)]
    near = [run for run in runs if run.ran is None or run.ran.end >= starts_at - NEARBY]
    opened = joined(run.ran for run in near if run.ran)
    stays = [_known_until(stay, run, opened) for run in near for stay in run.stays]
    stays += _before_the_door(kept, opened, until)
    return Evidence(
        open=opened,
        host=_spans(stays, {Who.HOST}, inside=True),
        staff=_spans(stays, {Who.STAFF}, inside=True),
        named=_presence(stays, {Who.NAMED}),
        other=_presence(stays, {Who.OTHER, Who.UNNAMED}),
        never_held=never_held and not opened,
        unfinished=any(run.unfinished for run in near),
        arrivals_known=all(run.arrivals_known for run in near if run.ran),
    )


def _run(events: Sequence[Event], until: datetime) -> _Run:
    people = _groups((event for event in events if _has_key(event)), lambda event: f"{event.source} {event.person}")
    listed = _listed(events)
    is_reported = any(person[0].source is Source.REPORT for person in people)  # an empty list says nothing of stays
    started = [event.at for event in events if event.sign is Sign.STARTED]
    ended = [event.at for event in events if event.sign is Sign.ENDED]
    begun, over = min(started, default=None), max(ended, default=until)
    stays = [stay for one in people for stay in stays_of(one, who=_who(one, listed), begun=begun, over=over)]
    known = [stay for stay in stays if not (is_reported and stay.guessed)]  # the list knows better
    unfinished = bool(started) and not ended and not is_reported and not _host_left(stays)
    ran = _ran(started, ended or [until] * unfinished, [one.span for one in known if one.inside])
    return _Run(known, ran, unfinished, arrivals_known=any(_shows_arrivals(event) for event in events))


def _listed(events: Iterable[Event]) -> Mapping[str, AbstractSet[Who]]:
    """Who came with each device, as the provider's list says."""
    found: dict[str, set[Who]] = {}
    for event in events:
        if event.source is Source.REPORT and event.device:
            found.setdefault(event.device, set()).add(event.who)
    return found


def _who(person: Sequence[Event], listed: Mapping[str, AbstractSet[Who]]) -> Who:
    """As whom a person is known best. The list knows better than the webhooks whether a stranger is of the office."""
    known = known_best(event.who for event in person)
    listed_as = {who for event in person for who in listed.get(event.device, ())}
    if known in {Who.HOST, Who.NAMED} or not listed_as:
        return known
    return known_best(listed_as - {Who.STAFF} or listed_as)


def _shows_arrivals(event: Event) -> bool:
    """Whether an arrival would be known: the provider sends events of arrivals, or has answered with its list."""
    return event.sign is Sign.LISTED or (_has_key(event) and event.sign in {Sign.WAITED, Sign.ENTERED})


def _has_key(event: Event) -> bool:
    return event.participant not in {"", BEFORE_THE_DOOR} and event.sign is not Sign.LISTED


def _host_left(stays: Sequence[Stay]) -> bool:
    """Whether the host was seen leaving, and nobody stayed who was not."""
    hosts = [stay for stay in stays if stay.inside and stay.who is Who.HOST]
    return bool(hosts) and not any(stay.guessed for stay in stays if stay.inside)


def _ran(started: Sequence[datetime], ended: Sequence[datetime], inside: Sequence[Span]) -> Span | None:
    begins = [*started, *(span.start for span in inside)]
    ends = [*ended, *(span.end for span in inside)]
    moments = [*begins, *ends]
    return Span(min(begins or ends), max(moments)) if moments else None


def _known_until(stay: Stay, run: _Run, opened: Sequence[Span]) -> Stay:
    """End a wait before the door when the meeting opens: the guest has new events in the run that begins then."""
    if run.ran or not stay.guessed:
        return stay
    return replace(stay, span=Span(stay.span.start, _opening_after(stay.span.start, opened, stay.span.end)))


def _opening_after(since: datetime, opened: Sequence[Span], until: datetime) -> datetime:
    return min((span.start for span in opened if span.start >= since), default=until)


def _before_the_door(events: Sequence[Event], opened: Sequence[Span], until: datetime) -> list[Stay]:
    """The guests who waited before it was opened; once it is, their events have a key of their own."""
    before = [event for event in events if event.participant == BEFORE_THE_DOOR]
    since = min((event.at for event in before), default=until)
    over = _opening_after(since, opened, until)
    return [
        stay
        for together in _groups(before, lambda event: str(event.who in _OF_THE_OFFICE))
        for stay in stays_of(together, who=known_best(event.who for event in together), begun=None, over=over)
    ]


def _groups(events: Iterable[Event], key: Callable[[Event], str]) -> Sequence[Sequence[Event]]:
    return [tuple(group) for _, group in groupby(sorted(events, key=key), key=key)]


def _presence(stays: Sequence[Stay], who: AbstractSet[Who]) -> Presence:
    inside = [stay for stay in stays if stay.who in who and stay.inside]
    last = max((stay.span.end for stay in inside), default=None)
    return Presence(
        inside=_spans(stays, who, inside=True),
        waiting=_spans(stays, who, inside=False),
        # Both sources report the last stay, and only one of them why it ended.
        lost=last is not None and any(stay.lost for stay in inside if last - stay.span.end <= AS_ONE),
        name_known={stay.who for stay in stays if stay.who in who} != {Who.UNNAMED},
    )


def _spans(stays: Sequence[Stay], who: AbstractSet[Who], *, inside: bool) -> Sequence[Span]:
    return joined(stay.span for stay in stays if stay.who in who and stay.inside is inside)
