"""People of an office come in as a file: handed in, looked at line by line, taken in when a manager says so."""

from collections.abc import Sequence

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.texts import _
from booking.offices.staff_offices import offices_of_staff
from booking.people.importing import kept_files
from booking.people.importing.file import LARGEST_FILE, MOST_LINES, BadPersonFile
from booking.people.importing.verdicts import Verdict
from booking.people.importing.words import bad_file, kept_doubts
from booking.people.importing.words import verdict as verdict_words
from booking.people.permissions import MANAGEMENT, allow
from booking.services import services
from booking.tables import Office
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.desk.url_params import PERSON_FILE
from booking.web.session import now, staff
from database.base import db

PATH = "/desk/seekers/files"
LARGEST_BODY = LARGEST_FILE + 16 * 1024  # bytes: the file and the form around it


@blueprint.get("/seekers/files")
@allow(MANAGEMENT)
def person_files() -> str:
    """Ask for a file, and list the latest ones."""
    return _page()


@blueprint.post("/seekers/files")
@allow(MANAGEMENT)
def hand_in_person_file() -> ResponseReturnValue:
    """Keep the file for the job that looks at it."""
    office = next((one for one in _offices() if one.code == request.form.get("office")), None)
    sent = request.files.get("file")
    content = sent.read(LARGEST_FILE + 1) if sent else b""
    if office is None:
        return _page(_("どの安定所の方かを選んでください。")), 422
    if not content:
        return _page(_("CSVファイルを選んでください。"), office.code), 422
    try:
        file_id = kept_files.keep_file(
            content, office_id=office.id, actor=staff().actor, keys=services().keys, now=now()
        )
    except BadPersonFile as refused:
        return _page(bad_file(refused), office.code), 422
    return redirect(url_for("desk.person_file", file_id=file_id), code=303)


@blueprint.get(f"/seekers/files/{PERSON_FILE}")
@allow(MANAGEMENT)
def person_file(file_id: int) -> str:
    """How far it has come, and what its lines are."""
    file = kept_files.file_of(db.session(), file_id, office_ids=staff().office_ids) or abort(404)
    counts = [(verdict_words(one), file.counts.get(one.value, 0)) for one in Verdict]
    return page("desk/people/file.html", file=file, counts=counts, doubts=list(kept_doubts(file.doubts)))


@blueprint.post(f"/seekers/files/{PERSON_FILE}/take-in")
@allow(MANAGEMENT)
def take_in_person_file(file_id: int) -> ResponseReturnValue:
    """Let the job write what is new and changed. A second press changes nothing."""
    kept_files.want_taken_in(file_id, office_ids=staff().office_ids, actor=staff().actor, now=now())
    return redirect(url_for("desk.person_file", file_id=file_id), code=303)


@blueprint.post(f"/seekers/files/{PERSON_FILE}/drop")
@allow(MANAGEMENT)
def drop_person_file(file_id: int) -> ResponseReturnValue:
    """Erase the file; nothing of it was written."""
    kept_files.drop_file(file_id, office_ids=staff().office_ids, actor=staff().actor, now=now())
    return redirect(url_for("desk.person_file", file_id=file_id), code=303)


def _offices() -> Sequence[Office]:
    return offices_of_staff(db.session(), office_ids=staff().office_ids)


def _page(complaint: str = "", office: str = "") -> str:
    return page(
        "desk/people/files.html",
        complaint=complaint,
        chosen=office,
        offices=[(one.code, one.name) for one in _offices()],
        files=kept_files.files_of(db.session(), office_ids=staff().office_ids),
        most_lines=MOST_LINES,
        most_megabytes=LARGEST_FILE // 2**20,
    )
