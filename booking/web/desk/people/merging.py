"""Making two records of one person one, and two again within a day."""

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import Explanation, explain_to_staff
from booking.core.input.numbers import read_seeker_number
from booking.core.texts import _
from booking.people.permissions import RECEPTION, allow
from booking.people.records.duplicates import duplicates_of, looks_of
from booking.people.records.merge import Pair, merge_records, obstacle_to, undo_merge
from booking.people.records.refusals import CannotMerge
from booking.tables import Seeker
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.desk.people.ending_access import real_now
from booking.web.desk.people.seeker_access import opened_by_number, opened_seeker, refuse_unless_checked_lately
from booking.web.desk.url_params import OTHER_SEEKER, SEEKER
from booking.web.forms import line
from booking.web.session import now, staff
from database.base import db


@dataclass(frozen=True)
class _Two:
    """The record from whose card one came, and the other."""

    one: Seeker
    other: Seeker

    def pair(self, number: str) -> Pair:
        return Pair(self.one.id, self.other.id, number)


@blueprint.get(f"/seekers/{SEEKER}/merge")
@allow(RECEPTION)
def records_to_merge(seeker_id: int) -> str:
    """Whose records look alike, and those that this sign-in has opened by number."""
    person = opened_seeker(seeker_id)
    refuse_unless_checked_lately(seeker_id)
    found = duplicates_of(db.session(), looks_of(person), office_ids=staff().office_ids, but=seeker_id)
    known = {one.seeker.id for one in found.here}
    others = [one for one in opened_by_number() if one.id not in known | {seeker_id}]
    return page("desk/records_to_merge.html", seeker=person, found=found, others=others)


@blueprint.get(f"/seekers/{SEEKER}/merge/{OTHER_SEEKER}")
@allow(RECEPTION)
def merge_form(seeker_id: int, other_id: int) -> str:
    """Both records side by side, and what stands against it."""
    two = _two(seeker_id, other_id)
    return _form_page(two, obstacle_to(db.session(), two.pair(two.one.seeker_number), now=now()))


@blueprint.post(f"/seekers/{SEEKER}/merge/{OTHER_SEEKER}")
@allow(RECEPTION)
def merge(seeker_id: int, other_id: int) -> ResponseReturnValue:
    """Make them one."""
    two = _two(seeker_id, other_id)
    number = read_seeker_number(line(request.form, "number"))
    try:
        kept_id = merge_records(two.pair(number), staff_id=staff().as_staff, now=now(), real_now=real_now())
    except CannotMerge as refused:
        return _form_page(_two(seeker_id, other_id), refused, number), refused.http_status
    flash(_("登録を1つにまとめました。1日のあいだは、この画面から、もとの2つに戻せます。"), "success")
    return redirect(url_for("desk.seeker", seeker_id=kept_id), code=303)


@blueprint.post(f"/seekers/{SEEKER}/unmerge")
@allow(RECEPTION)
def unmerge(seeker_id: int) -> ResponseReturnValue:
    """Make them two again."""
    opened_seeker(seeker_id)
    try:
        undo_merge(seeker_id, staff_id=staff().as_staff, now=now())
        flash(_("もとの2つの登録に戻しました。"), "success")
    except CannotMerge as refused:
        why = explain_to_staff(refused)
        flash(why.sentences, "notice")
    return redirect(url_for("desk.seeker", seeker_id=seeker_id), code=303)


def _two(seeker_id: int, other_id: int) -> _Two:
    two = _Two(opened_seeker(seeker_id), opened_seeker(other_id))
    refuse_unless_checked_lately(seeker_id)
    return two


def _form_page(two: _Two, refused: CannotMerge | None, number: str = "") -> str:
    explanation: Explanation | None = explain_to_staff(refused) if refused else None
    return page(
        "desk/merge.html",
        seeker=two.one,
        other=two.other,
        explanation=explanation,
        number=number or two.one.seeker_number,
        errors={},
    )
