"""What an app was built with: configuration, clock, keys and provider, as one frozen value."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event

from flask import current_app

from booking.clock import Clock
from booking.core.keys import DataKeys
from booking.meetings.provider import MeetingProvider
from booking.people.linked_sign_in.provider import IdentityProvider
from booking.settings.config import Config


@dataclass(frozen=True)
class Services:
    """Everything from outside that routes and jobs work with."""

    config: Config
    clock: Clock
    keys: DataKeys
    meetings: MeetingProvider
    identities: IdentityProvider | None = None  # with whose sign-in seekers may come in; none without its settings
    began_at: datetime = field(default_factory=lambda: datetime.now(UTC))  # real time
    stopping: Event = field(default_factory=Event)  # set when this process is told to end

    @property
    def webhooks_from(self) -> str | None:
        """The provider's name if it sends events of our meetings and we can check them; else None."""
        reach_us = self.meetings.traits.sends_webhooks and self.config.zoom_webhook_secrets
        return self.meetings.name if reach_us else None


def services() -> Services:
    """The services of the current app."""
    found: Services = current_app.extensions["services"]
    return found
