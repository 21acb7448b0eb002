"""The table of providers of meetings: which MADOGUCHI_MEETINGS may name, who reads their settings, who makes them.

A new provider is a row here, a reader of its settings beside `zoom.py` (or NoSettings), and a package in
`booking/meetings/` whose class keeps to `MeetingProvider` and states its `Traits`: whatever pages, mails and jobs want
to know of it they ask there. It joins the sentences of `tests/meetings/test_every_provider.py`, with something that
stands in for it, and `docs/operations.md` says what an operator sets. Nothing else names it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from booking.settings.zoom import read_zoom


class ProviderSettings(Protocol):
    """What a provider needs to know of the environment."""

    @property
    def unfit_for_production(self) -> Sequence[str]:
        """What of it production must not run with, each in a few words that name the setting."""


@dataclass(frozen=True)
class NoSettings:
    """Of a provider that needs none."""

    unfit_for_production: Sequence[str] = ()


@dataclass(frozen=True)
class ProviderChoice:
    """One provider that can be chosen. `read` raises ConfigError.

    `maker` is called with the Config and the data keys. A name, loaded when it is chosen: settings know nothing of
    meetings, and a demonstration does without what talks to others.
    """

    read: Callable[[Mapping[str, str]], ProviderSettings]
    maker: str


_NONE, _MADE_UP = NoSettings(), NoSettings(("MADOGUCHI_MEETINGS is demo, which issues no real meetings",))

PROVIDERS: Mapping[str, ProviderChoice] = {
    "demo": ProviderChoice(lambda _settings: _MADE_UP, "booking.meetings.demo:DemoMeetings.made"),
    "pool": ProviderChoice(lambda _settings: _NONE, "booking.meetings.pool.meetings:PoolMeetings.made"),
    "zoom": ProviderChoice(read_zoom, "booking.meetings.zoom.meetings:ZoomMeetings.made"),
}
USUAL = "demo"
