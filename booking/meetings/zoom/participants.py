"""The keys that Zoom gives to participants, the same in its webhooks and in its list of them."""

import re
from collections.abc import Mapping

_UNPRINTABLE = re.compile("[^!-~]")
_LONGEST = 80
_DEVICE = re.compile("[0-9]{1,20}", re.ASCII)


def key_of(given: object) -> str:
    """A key as far as it can be kept; empty if there is none."""
    return _UNPRINTABLE.sub("", given)[:_LONGEST] if isinstance(given, str) else ""


def device_of(participant: Mapping[str, object]) -> str:
    """The number of one device in one run (`user_id`); a person who comes with two has two."""
    given = str(participant.get("user_id"))
    return given if _DEVICE.fullmatch(given) else ""


def participant_of(participant: Mapping[str, object]) -> str:
    """The key of one person's one joining and, after a colon, of the device; empty if Zoom gave them none."""
    person, device = key_of(participant.get("participant_uuid")), device_of(participant)
    if not device:
        return person or key_of(participant.get("user_id"))
    return f"{person[: _LONGEST - len(device) - 1]}:{device}"
