"""The form with the role and the offices of a member of staff."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from booking.core.texts import _
from booking.tables import Office, Role
from booking.web.forms import Form, chosen


@dataclass(frozen=True)
class RoleForm(Form):
    """What was chosen; `role` is None while `errors` names it. Offices by their codes."""

    role: Role | None = None
    offices: tuple[str, ...] = ()

    @classmethod
    def parse(cls, sent: MultiDict[str, str], *, roles: Collection[Role], offices: Sequence[Office]) -> "RoleForm":
        """Read what was sent; what is not offered counts as not chosen."""
        form = cls(*chosen_place(sent, roles, offices))
        return form.checked(place_complaints(form.role, form.offices))


def chosen_place(
    sent: MultiDict[str, str], roles: Collection[Role], offices: Sequence[Office]
) -> tuple[Role | None, tuple[str, ...]]:
    """The role and the codes of the offices, of those that are offered."""
    codes = sent.getlist("offices")
    return chosen(sent, "role", roles), tuple(office.code for office in offices if office.code in codes)


def place_complaints(role: Role | None, offices: Collection[str]) -> dict[str, str]:
    """What is wrong with the choice; an administrator may belong to no office."""
    needs_office = role is not Role.ADMINISTRATOR and not offices
    return {
        "role": "" if role else _("役割を選んでください。"),
        "offices": _("安定所を1つ以上選んでください。") if needs_office else "",
    }


def ids_of(offices: Sequence[Office], codes: Collection[str]) -> frozenset[int]:
    """The offices of these codes by their ids."""
    return frozenset(office.id for office in offices if office.code in codes)
