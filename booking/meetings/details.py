"""What joins a meeting as people copy it from its provider: meeting ID, passcode, link. Pure; stores nothing."""

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import parse_qsl, urlsplit

from booking.core.input.clean_text import one_line
from booking.core.input.numbers import digits
from booking.meetings.traits import LinkShape, Traits

_LONGEST_LINK = 500


class DetailFault(StrEnum):
    """What is wrong with the details; the words are in booking/meetings/words.py."""

    MEETING_ID = "meeting_id"
    PASSCODE = "passcode"
    LINK = "link"
    LINK_OF_ANOTHER = "link_of_another"


@dataclass(frozen=True)
class JoinDetails:
    """A meeting ID, a passcode and a link to this very meeting, each in the shape that the provider's traits tell."""

    meeting_id: str
    passcode: str = field(repr=False)
    join_url: str = field(repr=False)


def read_details(
    meeting_id: str, passcode: str, join_url: str, traits: Traits
) -> JoinDetails | tuple[DetailFault, ...]:
    """The details, or all that is wrong with them. Full-width digits are taken, and spaces or hyphens between them."""
    given = JoinDetails(digits(meeting_id), digits(passcode), _link(join_url))
    faults = tuple(_faults(given, traits))
    return faults or given


def is_same_link(one: str, other: str) -> bool:
    """Whether both join the same meeting: host and scheme in any case, parameters in any order."""
    return _as_compared(one) == _as_compared(other)


def _as_compared(link: str) -> tuple[str, str, str, tuple[tuple[str, str], ...]]:
    parts = urlsplit(link)
    given = tuple(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return parts.scheme.lower(), parts.netloc.lower().removesuffix(":443"), parts.path.rstrip("/"), given


def start_page(join_url: str, links: LinkShape) -> str:
    """Where the host starts the meeting of this link: the provider asks for the host's sign-in. Holds no passcode.

    Where hosts have no page of their own, the guests' link itself.
    """
    if not links.start_path:
        return join_url
    return f"https://{urlsplit(join_url).netloc}{links.start_path.format(id=_id_in(join_url, links))}"


def _link(typed: str) -> str:
    return one_line(typed).strip("<> ")


def _faults(given: JoinDetails, traits: Traits) -> list[DetailFault]:
    found = []
    if not traits.meeting_id.fits(given.meeting_id):
        found.append(DetailFault.MEETING_ID)
    if not traits.passcode.fits(given.passcode):
        found.append(DetailFault.PASSCODE)
    named = _id_in(given.join_url, traits.links)
    if named is None:
        found.append(DetailFault.LINK)
    elif traits.links.names_meeting and named != given.meeting_id and DetailFault.MEETING_ID not in found:
        found.append(DetailFault.LINK_OF_ANOTHER)
    return found


def _id_in(link: str, links: LinkShape) -> str | None:
    """The meeting ID that a link to join names, empty if such links name none; None if it is no link of this shape."""
    if len(link) > _LONGEST_LINK or not link.isascii() or not link.isprintable() or " " in link:
        return None
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    path = links.path.fullmatch(parts.path)
    if parts.scheme != "https" or not links.host.fullmatch(parts.netloc) or path is None:
        return None
    return path[1] if links.names_meeting else ""
