"""Which of the own offices the lists show: staff of several choose one in the header, kept until they sign out.

It decides over lists alone: what a person may see is `staff().office_ids`, and links to other own offices still open.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.availability.offices import contacts_by_id
from booking.core.refusals import OfficeContact
from booking.core.texts import _
from booking.offices.staff_offices import offices_of_staff
from booking.people.permissions import ALL_STAFF, allow
from booking.tables import Office
from booking.web.desk.blueprint import blueprint
from booking.web.session import forget, keep, kept, principal, staff
from booking.web.way_back import page_itself
from database.base import db

ALL = "all"
_KEPT = "desk_office"
_OF_THE_OFFICE_BEFORE = {"office", "desk", "counsellor"}  # parts of an address that say nothing at another office


@dataclass(frozen=True)
class OfficeSwitch:
    """The offices to choose from, and the chosen one; None: all of them."""

    offices: Collection[OfficeContact]
    chosen: OfficeContact | None

    @property
    def choices(self) -> Sequence[tuple[str, str]]:
        """What can be chosen, with names."""
        return (ALL, _("すべての安定所")), *((office.code, office.name) for office in self.offices)

    @property
    def code(self) -> str:
        """What is chosen."""
        return self.chosen.code if self.chosen else ALL


def chosen_office_ids() -> frozenset[int]:
    """The offices that lists show: the chosen one, or all the own ones."""
    own, chosen = staff().office_ids, _chosen_id()
    return frozenset({chosen}) if chosen in own else own


def offices_called(code: str) -> frozenset[int]:
    """What a code that `choices` offered stands for; that of any other office is not there (404)."""
    return frozenset({_own_office(code).id}) if code != ALL else staff().office_ids


def office_switch() -> OfficeSwitch | None:
    """What the header offers; None to everybody who has one office or none."""
    signed_in = principal()
    if signed_in is None or len(signed_in.office_ids) < 2:
        return None
    offices, chosen = contacts_by_id(db.session(), signed_in.office_ids), _chosen_id()
    return OfficeSwitch(offices.values(), offices.get(chosen) if chosen else None)


@blueprint.post("/office-choice")
@allow(ALL_STAFF)
def choose_office() -> ResponseReturnValue:
    """Show one office from now on, or all, on the page where that was chosen."""
    choose(request.form.get("office", ALL))
    return redirect(_without_former_office(page_itself() or url_for("desk.home")), code=303)


def choose(code: str) -> None:
    """Keep it; the code of any other office is not there to be chosen (404)."""
    if code == ALL:
        forget(_KEPT)
        return
    keep(_KEPT, str(_own_office(code).id))


def _own_office(code: str) -> Office:
    own = offices_of_staff(db.session(), office_ids=staff().office_ids)
    return next((office for office in own if office.code == code), None) or abort(404)


def _chosen_id() -> int | None:
    chosen = kept(_KEPT)
    return int(chosen) if chosen else None


def _without_former_office(path: str) -> str:
    parts = urlsplit(path)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name not in _OF_THE_OFFICE_BEFORE]
    return urlunsplit(parts._replace(query=urlencode(query)))
