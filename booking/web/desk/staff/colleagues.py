"""The list of the colleagues, and the page of each, where whoever looks after the account changes it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import abort, request

from booking.availability.offices import all_offices
from booking.core.explain import explain_to_staff
from booking.core.refusals import Refusal
from booking.offices.staff_offices import offices_of_staff
from booking.people.permissions import MANAGEMENT, allow
from booking.people.staff_accounts.charge import Charge
from booking.people.staff_accounts.colleagues import A_PAGE, Colleague, colleagues, how_many_colleagues
from booking.people.staff_accounts.colleagues import colleague as one_colleague
from booking.tables import Office, Role
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.desk.staff.role_form import RoleForm
from booking.web.desk.url_params import STAFF
from booking.web.forms import whole_number
from booking.web.session import staff
from database.base import db

_DIGITS = 4  # of the number of a page


@blueprint.get("/staff")
@allow(MANAGEMENT)
def staff_list() -> str:
    """The colleagues of the own offices, or of one; an administrator's are everybody's."""
    charge, offices = own_charge(), offices_to_give()
    office = next((one for one in offices if one.code == request.args.get("office")), None)
    number = max(whole_number(request.args.get("page", ""), digits=_DIGITS) or 1, 1)
    chosen = office.id if office else None
    count = how_many_colleagues(db.session(), charge, office_id=chosen)
    skip = (number - 1) * A_PAGE
    return page(
        "desk/staff/list.html",
        found=colleagues(db.session(), charge, office_id=chosen, skip=skip, real_now=datetime.now(UTC)),
        offices_to_choose=[(one.code, one.name) for one in offices],
        chosen=office.code if office else "",
        number=number,
        pages=-(-count // A_PAGE),
    )


@blueprint.get(f"/staff/{STAFF}")
@allow(MANAGEMENT)
def colleague(staff_id: int) -> str:
    """One colleague."""
    found = shown_colleague(staff_id)
    return colleague_page(found, RoleForm(found.role, tuple(office.code for office in found.offices)))


def colleague_page(found: Colleague, form: RoleForm, refused: Refusal | None = None) -> str:
    """The page, with what was chosen, or why a change was not made."""
    return page(
        "desk/staff/colleague.html",
        colleague=found,
        form=form,
        errors=form.errors,
        explanation=explain_to_staff(refused) if refused else None,
        **choices(),
    )


def shown_colleague(staff_id: int) -> Colleague:
    """The colleague whom the page is about; who is not to be seen is not there (404)."""
    return one_colleague(db.session(), own_charge(), staff_id, real_now=datetime.now(UTC)) or abort(404)


def own_charge() -> Charge:
    """What whoever is signed in looks after, as far as pages show it; acts ask again under a lock."""
    who = staff()
    if who.role is None:
        raise TypeError("not a member of staff")
    return Charge(who.as_staff, who.role, who.office_ids)


def offices_to_give() -> Sequence[Office]:
    """The offices at which they may let somebody work: the own ones, or all for an administrator."""
    if staff().role is Role.ADMINISTRATOR:
        return all_offices(db.session())
    return offices_of_staff(db.session(), office_ids=staff().office_ids)


def choices() -> dict[str, object]:
    """What the fields of role and offices offer."""
    return {
        "roles": [role.value for role in own_charge().roles],
        "offices_to_choose": [(office.code, office.name) for office in offices_to_give()],
    }
