"""What a channel is: a way by which messages go out to seekers, with all that the service knows of it.

Code that posts, delivers, shows or mends asks the channel and names none. `booking.messages.channels` has
all of them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import current_app
from jinja2 import Environment
from sqlalchemy.orm import Session

from booking.tables import Seeker
from notifier.channels import Carrier, Letter
from notifier.render import render
from notifier.tables import Message


@dataclass(frozen=True)
class ChannelWords:
    """What staff read about a channel and about what did not arrive by it."""

    name: str
    no_address: str  # why nothing went out to somebody
    mend: str = ""  # what leads to the page on which an address is mended
    mended: str = ""  # that this was done since a delivery failed
    failures: Mapping[str, str] = field(default_factory=dict)  # by how its carrier begins its reasons


@dataclass(frozen=True)
class Mending:
    """How staff mend an address: on which page of the desk, and the kind of message that tells of it afterwards."""

    endpoint: str
    kind: str


@dataclass(frozen=True)
class Draft:
    """A message on its way to one address, with its facts as they are now: of this a channel composes its letter."""

    key: str
    to: str
    message: Message
    facts: dict[str, Any]


@dataclass(frozen=True)
class Channel:
    """One way outward. `part` is its template in the folder of every kind of message that it carries.

    `reaches` says whether a person (by the seeker's id) is written to by it at all; somebody without an address, whom
    it would reach, may have one by the time that a delivery is due.
    """

    name: str  # in the rows of deliveries and in the metrics
    carrier: Carrier[Any] | None  # None: this installation does not have the channel (any more)
    part: str
    address_of: Callable[[Seeker], str | None]
    compose: Callable[[Session, Draft], Letter]
    words: Callable[[], ChannelWords]
    mending: Mending | None = None
    has_subject: bool = False
    takes_addresses: bool = False  # it can carry a letter to a mail address of nobody in particular
    lay_out: Callable[[str], str] = str  # breaks the lines of a text
    carries: Callable[[str], bool] = lambda _kind: True
    reaches: Callable[[Session, int], bool] = lambda _session, _seeker_id: True

    def text(self, environment: Environment, kind: str, facts: Mapping[str, Any]) -> str:
        """The text of a message as this channel sends it."""
        return self.lay_out(render(environment, kind, self.part, facts))


@dataclass(frozen=True)
class Channels:
    """Every channel that the service knows, by its name, whether or not this installation has it."""

    known: Mapping[str, Channel]

    @property
    def carriers(self) -> Mapping[str, Carrier[Any]]:
        """What carries the letters of those that this installation has."""
        return {channel.name: channel.carrier for channel in self.known.values() if channel.carrier}

    def carrying(self, kind: str) -> Iterator[Channel]:
        """Those of this installation by which this kind of message goes out."""
        return (channel for channel in self.known.values() if channel.carrier and channel.carries(kind))

    def mended_kinds(self) -> Mapping[str, str]:
        """The kind of message that tells of a mended address, by the name of the channel."""
        return {channel.name: channel.mending.kind for channel in self.known.values() if channel.mending}


def channels() -> Channels:
    """The channels of the current app."""
    found: Channels = current_app.extensions["channels"]
    return found


def deliveries_to(session: Session, seeker_id: int, kind: str, *, due_at: datetime) -> Mapping[str, datetime]:
    """When a message of this kind is due, on each channel by which it goes out to the seeker."""
    carrying = channels().carrying(kind)
    return {channel.name: due_at for channel in carrying if channel.reaches(session, seeker_id)}
