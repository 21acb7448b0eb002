"""Files of meetings made by hand."""

from booking.meetings.pool.file import read_pool_file
from booking.meetings.pool.fill import PoolChange, fill_pool
from booking.services import services
from tests.town import FRIDAY_MORNING

HEADER = "meeting_id,passcode,join_url,host"


def row(number: int, host: str) -> str:
    """The line of the meeting with this number from 1 to 9."""
    meeting_id = f"8555000000{number}"
    return f"{meeting_id},90210{number},https://us05web.zoom.us/j/{meeting_id}?pwd=P00l{number}s3cret,{host}"


def pool_file(host: str, *, meetings: int, first: int = 1) -> str:
    """A file with so many meetings of one host."""
    return "\n".join([HEADER, *(row(first + n, host) for n in range(meetings))])


def fill(text: str) -> PoolChange:
    """Take a file into the pool of the current app."""
    lines = read_pool_file(text.encode(), services().meetings.traits)
    return fill_pool(lines, actor="operator:command", keys=services().keys, now=FRIDAY_MORNING)
