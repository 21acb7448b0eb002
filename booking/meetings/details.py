"""What joins a Zoom meeting as people copy it from Zoom: meeting ID, passcode, link. Pure; stores nothing."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from booking.policy.numbers import digits
from booking.typed import one_line

# Where Zoom's links to join and to start lead, as sources of a content security policy.
ZOOM_ORIGINS = ("https://zoom.us", "https://*.zoom.us")

_ID = re.compile(r"[1-9][0-9]{8,10}", re.ASCII)
# Read out on the phone, so digits only (rules.md#meetings); Zoom's have 6 by itself and 10 at the most.
_PASSCODE = re.compile(r"[0-9]{6,10}", re.ASCII)
_HOST = re.compile(r"([a-z0-9-]+\.)*zoom\.us", re.ASCII)
_PATH = re.compile(r"/(?:j|w)/([0-9]{9,11})/?", re.ASCII)
_LONGEST_LINK = 500


class DetailFault(StrEnum):
    """What is wrong with the details; the words are in booking/words/meeting_details.py."""

    MEETING_ID = "meeting_id"
    PASSCODE = "passcode"
    LINK = "link"
    LINK_OF_ANOTHER = "link_of_another"


@dataclass(frozen=True)
class JoinDetails:
    """A meeting ID of 9 to 11 digits, a numeric passcode, and an https link of Zoom to this very meeting."""

    meeting_id: str
    passcode: str = field(repr=False)
    join_url: str = field(repr=False)


def read_details(meeting_id: str, passcode: str, join_url: str) -> JoinDetails | tuple[DetailFault, ...]:
    """The details, or all that is wrong with them. Full-width digits are taken, and spaces or hyphens between them."""
    given = JoinDetails(digits(meeting_id), digits(passcode), _link(join_url))
    faults = tuple(_faults(given))
    return faults or given


def start_page(join_url: str) -> str:
    """Where the host starts the meeting of this link: Zoom asks for the host's sign-in. Holds no passcode."""
    origin, meeting_id = urlsplit(join_url).netloc, _id_in(join_url)
    return f"https://{origin}/s/{meeting_id}"


def _link(typed: str) -> str:
    return one_line(typed).strip("<> ")


def _faults(given: JoinDetails) -> list[DetailFault]:
    found = []
    if not _ID.fullmatch(given.meeting_id):
        found.append(DetailFault.MEETING_ID)
    if not _PASSCODE.fullmatch(given.passcode):
        found.append(DetailFault.PASSCODE)
    named = _id_in(given.join_url)
    if not named:
        found.append(DetailFault.LINK)
    elif named != given.meeting_id and DetailFault.MEETING_ID not in found:
        found.append(DetailFault.LINK_OF_ANOTHER)
    return found


def _id_in(link: str) -> str:
    """The meeting ID that a link to join names; empty if it is none of Zoom's."""
    if len(link) > _LONGEST_LINK or not link.isascii() or not link.isprintable() or " " in link:
        return ""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    path = _PATH.fullmatch(parts.path)
    if parts.scheme != "https" or not _HOST.fullmatch(parts.netloc) or path is None:
        return ""
    return path[1]
