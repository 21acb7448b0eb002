"""An office as a file in the browser: given out, and taken in after a look at what it changes and for whom."""

from collections.abc import Mapping, Sequence

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from booking.core.texts import _
from booking.history.office_versions import told_differences
from booking.office_changes.carry_out import Decision, Outcome
from booking.office_changes.import_file import import_office, planned_import
from booking.offices.file.document import office_document
from booking.offices.file.problems import OfficeFileError, named_in
from booking.offices.file.read import read_office_file
from booking.offices.file.shape import Office as OfficeFile
from booking.offices.file.write import write_office
from booking.offices.from_rows import office_file
from booking.people.permissions import MANAGEMENT, allow
from booking.tables import Office
from booking.web.desk.blueprint import blueprint
from booking.web.desk.files import taken_along
from booking.web.desk.office_history.history import in_words
from booking.web.desk.offices.impact import decide, show_impact
from booking.web.desk.offices.own_office import own_office
from booking.web.desk.offices.proposals import Concerned, Proposal, concerned
from booking.web.desk.page import page
from booking.web.desk.sealed_files import opened, sealed, sent_file, too_large
from booking.web.session import now, staff
from database.base import db

LARGEST_FILE = 128 * 1024  # bytes; an office of many procedures and years of rules has a tenth of it
_ADDRESS = "/office/<office_code>/file"


@blueprint.get(_ADDRESS)
@allow(MANAGEMENT)
def office_as_file(office_code: str) -> str:
    """Give the file out, and ask for one."""
    return _page(own_office(office_code))


@blueprint.get(f"{_ADDRESS}/download")
@allow(MANAGEMENT)
def download_office_file(office_code: str) -> ResponseReturnValue:
    """The office as the database has it, as `office export` writes it."""
    office = own_office(office_code)
    return taken_along(write_office(office_file(db.session(), office)), "application/toml", f"{office.code}.toml")


@blueprint.post(_ADDRESS)
@allow(MANAGEMENT)
def look_at_office_file(office_code: str) -> ResponseReturnValue:
    """What the file would change. Until it is confirmed it lies in the page alone, sealed."""
    office, (name, content) = own_office(office_code), sent_file(LARGEST_FILE)
    if not content:
        return _page(office, [_("ファイルを選んでください。")]), 422
    if len(content) > LARGEST_FILE:
        return _page(office, [too_large(LARGEST_FILE)]), 422
    try:
        with named_in(name or f"{office.code}.toml"):
            proposal = _proposal(office, content)
            if proposal is None:
                return _page(office, [_("この安定所のファイルではありません（code を確かめてください）。")]), 422
            if not proposal.changes:
                flash(_("ファイルの内容は、いまと同じです。何も変わりません。"), "notice")
                return redirect(url_for("desk.office_as_file", office_code=office.code), code=303)
            return show_impact(proposal)
    except OfficeFileError as refused:
        return _page(office, [str(problem) for problem in refused.problems]), 422


@blueprint.post(f"{_ADDRESS}/confirm")
@allow(MANAGEMENT)
def take_office_file_in(office_code: str) -> ResponseReturnValue:
    """Take the file in as decided."""
    office = own_office(office_code)
    try:
        with named_in(f"{office.code}.toml"):
            proposal = _proposal(office, opened())
            return decide(proposal) if proposal else (_page(office), 422)
    except OfficeFileError as refused:  # another office has one of its hosts or codes by now
        return _page(office, [str(problem) for problem in refused.problems]), 422


def _proposal(office: Office, content: bytes) -> Proposal | None:
    """The import as the page asks about it; None for the file of another office. Raises OfficeFileError."""
    given = read_office_file(content, file_name=f"{office.code}.toml")
    if given.code != office.code:
        return None

    def carry_out(decisions: Mapping[str, Decision]) -> Mapping[str, Outcome]:
        decision = decisions[office.code]
        return {office.code: import_office(given, actor=staff().actor, now=now(), decision=decision)}

    confirm = url_for("desk.take_office_file_in", office_code=office.code)
    return Proposal(
        headline=_("ファイルの内容に変える"),
        about="",
        back=url_for("desk.office_as_file", office_code=office.code),
        find=lambda: _found(office, given),
        carry_out=carry_out,
        action=confirm,
        fields={"sealed": sealed(content, taken_in_at=confirm)},
        changes=_changes(office_file(db.session(), office), given),
    )


def _changes(present: OfficeFile, given: OfficeFile) -> Sequence[str]:
    said = office_document(given)
    return [str(one) for one in in_words(told_differences(office_document(present), said), said)]


def _found(office: Office, given: OfficeFile) -> Sequence[Concerned]:
    planned = planned_import(db.session(), given)
    return [concerned(office, planned)] if planned else []


def _page(office: Office, complaints: Sequence[str] = ()) -> str:
    return page("desk/office_file.html", shown=office, complaints=complaints, largest=LARGEST_FILE // 1024)
