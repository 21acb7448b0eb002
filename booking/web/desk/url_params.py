"""Reads ids, days and moments that desk pages carry; a malformed one in an address is a page that is not there."""

from datetime import date, datetime

from flask import abort, request

from booking.core.input.parsing import LARGEST_ID, read_day, read_moment

SEEKER = f"<int(max={LARGEST_ID}):seeker_id>"
STAFF = f"<int(max={LARGEST_ID}):staff_id>"
OTHER_SEEKER = f"<int(max={LARGEST_ID}):other_id>"
PASSKEY = f"<int(max={LARGEST_ID}):passkey_id>"
PERSON_FILE = f"<int(max={LARGEST_ID}):file_id>"
TOKEN = f"<int(max={LARGEST_ID}):token_id>"  # the number of an API token, as `madoguchi token list` shows it


def requested_day(text: str | None, *, today: date) -> date:
    """The day (office time) of a text like 2026-11-25, `today` for none; 404 for a malformed one."""
    if not text:
        return today
    return read_day(text) or abort(404)


def requested_moment(text: str | None) -> datetime:
    """The moment of an RFC 3339 text, in office time; 404 for a malformed or naive one."""
    return read_moment(text or "") or abort(404)


def another_start() -> datetime | None:
    """The start (office time) that was chosen instead of a lost one; None where the form was sent to be carried out."""
    return requested_moment(request.form["another"]) if "another" in request.form else None


def shown_up_to() -> int:
    """The last row that the page showed, by its id: what is pressed there is not meant for later ones. 0 for none."""
    return min(max(request.form.get("up_to", 0, type=int), 0), LARGEST_ID)
