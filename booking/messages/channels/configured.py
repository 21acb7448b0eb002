"""Every channel that there is; a new one is a file beside this one and a name in this list."""

from booking.announcements.channels import Channels
from booking.messages.channels.mail import mail
from booking.settings.config import Config

_ALL = (mail,)


def channels_of(config: Config) -> Channels:
    """All channels, each as this configuration has it."""
    return Channels({channel.name: channel for channel in (made(config) for made in _ALL)})
