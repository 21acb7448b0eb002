"""The history of an office's settings: who changed what and when, and any version as it was then."""

from collections.abc import Sequence

from flask import abort, request
from flask.typing import ResponseReturnValue

from booking.core.explain import explain_to_staff
from booking.core.refusals import Refusal
from booking.core.texts import _
from booking.history.office_versions import (
    A_PAGE,
    SettingsLine,
    file_of,
    how_many_versions,
    settings_history,
    settings_of,
    told_differences,
)
from booking.offices.file.differences import Difference
from booking.offices.file.document import Document
from booking.people.permissions import MANAGEMENT, allow
from booking.tables import Office
from booking.web.desk.blueprint import blueprint
from booking.web.desk.files import taken_along
from booking.web.desk.offices.own_office import own_office
from booking.web.desk.page import page
from booking.web.desk.settings.settings_words import SettingsWords
from booking.web.forms import figures, whole_number
from database.base import db

_ADDRESS = "/office/<office_code>/history"
VERSION = "<int(max=999999999):version>"
DIGITS = 9


@blueprint.get(_ADDRESS)
@allow(MANAGEMENT)
def office_history(office_code: str) -> str:
    """All versions by pages, the latest first, each with what it changed."""
    office = own_office(office_code)
    number = max(whole_number(request.args.get("page", ""), digits=DIGITS) or 1, 1)
    lines = settings_history(db.session(), office.id, skip=(number - 1) * A_PAGE)
    return page(
        "desk/office_history/list.html",
        shown=office,
        lines=[(line, _changed(line)) for line in lines],
        number=number,
        pages=-(-how_many_versions(db.session(), office.id) // A_PAGE),
    )


@blueprint.get(f"{_ADDRESS}/{VERSION}")
@allow(MANAGEMENT)
def office_version(office_code: str, version: int) -> str:
    """The office as it was in one version, and what that version changed."""
    return version_page(own_office(office_code), version)


def version_page(office: Office, version: int, refused: Refusal | None = None) -> str:
    """The page of one version, or why its settings cannot be put back."""
    line = settings_of(db.session(), office.id, version) or abort(404)
    return page(
        "desk/office_history/version.html",
        shown=office,
        line=line,
        changes=in_words(line.changes, line.document),
        parts=SettingsWords.of(line.document).parts(line.document),
        is_present=line.version == office.version,
        explanation=explain_to_staff(refused) if refused else None,
    )


@blueprint.get(f"{_ADDRESS}/{VERSION}/download")
@allow(MANAGEMENT)
def download_office_version(office_code: str, version: int) -> ResponseReturnValue:
    """The version as an office file."""
    office = own_office(office_code)
    file = file_of(db.session(), office.id, version) or abort(404)
    return taken_along(file, "application/toml", f"{office.code}-{version}.toml")


@blueprint.get(f"{_ADDRESS}/compare")
@allow(MANAGEMENT)
def compare_office_versions(office_code: str) -> ResponseReturnValue:
    """What differs between any two versions."""
    office = own_office(office_code)
    typed = {name: figures(request.args, name) for name in ("from", "to")}
    found = {name: _kept(office, text) for name, text in typed.items()}
    missing = _("一覧にある版の番号を入力してください。例：3")
    errors = {name: missing for name, line in found.items() if line is None} if any(typed.values()) else {}
    older, newer = found["from"], found["to"]
    changes = _differences(older, newer) if older and newer else None
    shown = page(
        "desk/office_history/compare.html",
        shown=office,
        typed=typed,
        errors=errors,
        older=older,
        newer=newer,
        changes=changes,
    )
    return shown, 422 if errors else 200


def in_words(changes: Sequence[Difference], document: Document) -> Sequence[Difference]:
    """The same differences, their keys and codes in words."""
    return SettingsWords.of(document).differences(changes)


def _changed(line: SettingsLine) -> Sequence[str]:
    """What a version changed, by name."""
    return list(dict.fromkeys(one.key for one in in_words(line.changes, line.document)))


def _differences(older: SettingsLine, newer: SettingsLine) -> Sequence[Difference]:
    return in_words(told_differences(older.document, newer.document), newer.document)


def _kept(office: Office, typed: str) -> SettingsLine | None:
    number = whole_number(typed, digits=DIGITS)
    return settings_of(db.session(), office.id, number) if number is not None else None
