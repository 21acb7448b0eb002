"""Finding a seeker, and the seeker's card."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.bookings.reads import booking_at_offices
from booking.bookings.refusals import UnknownBooking
from booking.bookings.rules.booking_numbers import read_booking_number
from booking.core.explain import explain_to_staff
from booking.core.input.numbers import is_seeker_number, read_seeker_number
from booking.core.input.typed_dates import read_typed_date
from booking.core.lookup_limit import LOOKUPS, MINUTES, missed_too_often, note_miss
from booking.core.text_limits import LONGEST_SEARCH
from booking.core.texts import _
from booking.people.identity import Fact
from booking.people.permissions import RECEPTION, allow
from booking.people.records.refusals import RecordMerged
from booking.people.refusals import UnknownSeeker
from booking.people.search.find import Found, find_people
from booking.people.search.note import note_search
from booking.people.search.typed import FEWEST_DIGITS
from booking.people.seekers import seeker_by_number
from booking.tables import Seeker
from booking.web.desk.blueprint import blueprint
from booking.web.desk.chosen_office import chosen_office_ids
from booking.web.desk.page import page
from booking.web.desk.people.seeker_access import checked_until, note_heard, open_by_number, opened_seeker
from booking.web.desk.people.standing import standing_shown
from booking.web.desk.url_params import SEEKER
from booking.web.forms import Form, line, too_long
from booking.web.session import now, staff
from booking.web.way_back import answer_at_own_address, local_path
from calendars.office_time import day_of, in_office_time
from database.base import db

_PARTS = ("year", "month", "day")


@dataclass(frozen=True)
class NumberForm(Form):
    """Seeker number and birth date as typed; `birth_date` is None while `errors` names a field."""

    number: str
    birth: Mapping[str, str]
    birth_date: date | None

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "NumberForm":
        """Read a sent form; full-width digits are as good as half-width ones."""
        number = line(sent, "seeker_number")
        birth = {part: line(sent, f"birth_{part}") for part in _PARTS}
        birth_date = read_typed_date(*birth.values())
        no_date = _("生年月日を、西暦か元号で入力してください。例：1979年4月2日、昭和54年4月2日")
        complaints = {"seeker_number": _number_complaint(number), "birth": "" if birth_date else no_date}
        return cls(number, birth, birth_date).checked(complaints)


def _number_complaint(number: str) -> str:
    if not number:
        return _("求職番号を入力してください。例：70000-0000001")
    return "" if is_seeker_number(number) else _("求職番号は、5けたと4けた～8けたの数字です。例：70000-0000001")


_EMPTY = NumberForm("", {}, None)


@blueprint.get("/seekers")
@allow(RECEPTION)
def seekers() -> str:
    """The two searches: the own offices' people, and anybody by exact number and birth date."""
    return _search_page()


@blueprint.post("/seekers")
@allow(RECEPTION)
def search_seekers() -> ResponseReturnValue:
    """Open whoever fits what was typed, or list those who do. Sent, because names do not belong into addresses."""
    answer_at_own_address()
    typed = line(request.form, "q")
    if not typed:
        nothing = _("氏名・カナ・求職番号・電話番号・生年月日・メールアドレス・受付番号のどれかを入力してください。")
        return _search_page(errors={"q": nothing}), 422
    if complaint := too_long(typed, LONGEST_SEARCH):
        return _search_page(typed, errors={"q": complaint}), 422
    found = find_people(db.session(), typed, office_ids=chosen_office_ids())
    booking = _booking_of(typed)
    note_search(found, actor=staff().actor, now=now())
    if booking is not None and not found:
        return redirect(url_for("desk.booking", number=booking), code=303)
    if found.only is not None and booking is None:
        said_number = read_seeker_number(typed) == found.only.seeker_number  # and no phone number, which is as long
        note_heard(found.only.id, [Fact.SEEKER_NUMBER] if said_number else [])
        return redirect(url_for("desk.call", seeker_id=found.only.id), code=303)
    return _search_page(typed, found=found, booking=booking)


@blueprint.post("/seekers/find")
@allow(RECEPTION)
def find_seeker() -> ResponseReturnValue:
    """Open anybody's card by exact seeker number and birth date."""
    form = NumberForm.parse(request.form)
    if form.birth_date is None or form.errors:
        return _search_page(form=form, errors=form.errors), 422
    if missed_too_often(staff().actor):
        return _search_page(form=form, errors={"seeker_number": _stopped()}), 429, {"Retry-After": str(MINUTES * 60)}
    try:
        found = seeker_by_number(db.session(), form.number, form.birth_date)
    except UnknownSeeker as unknown:
        note_miss(staff().actor)
        explanation = explain_to_staff(unknown)
        return _search_page(form=form, errors={"seeker_number": explanation.sentences}), 404
    open_by_number(found)
    note_heard(found.id, [Fact.SEEKER_NUMBER, Fact.BIRTH_DATE])
    then = _then()
    if then and checked_until(found.id):
        return redirect(then, code=303)
    return redirect(url_for("desk.call", seeker_id=found.id, next=then), code=303)


@blueprint.get(f"/seekers/{SEEKER}")
@allow(RECEPTION)
def seeker(seeker_id: int) -> ResponseReturnValue:
    """The card: the record, what this person can do, and, while a check of who calls holds, what is booked."""
    try:
        return _card(opened_seeker(seeker_id))
    except RecordMerged as merged:
        return redirect(url_for("desk.seeker", seeker_id=merged.kept_id), code=303)


def _booking_of(typed: str) -> str | None:
    """The booking number that was typed, if one of the own offices' bookings has it."""
    number = read_booking_number(typed)
    if number is None:
        return None
    try:
        return booking_at_offices(db.session(), number, office_ids=staff().office_ids).number
    except UnknownBooking:
        return None


def _search_page(
    typed: str = "",
    *,
    found: Found | None = None,
    booking: str | None = None,
    form: NumberForm = _EMPTY,
    errors: Mapping[str, str] | None = None,
) -> str:
    if found is not None and is_seeker_number(typed):
        form = replace(form, number=read_seeker_number(typed))  # of another office, perhaps
    shown = {"typed": typed, "found": found, "booking": booking, "form": form, "errors": errors or {}}
    return page("desk/seekers.html", today=day_of(now()), fewest_digits=FEWEST_DIGITS, then=_then(), **shown)


def _then() -> str | None:
    """The page that leads here for its seeker, such as that of a booking, to which the check leads back."""
    return local_path(request.values.get("next"))


def _card(person: Seeker) -> str:
    until = checked_until(person.id)
    shown = {"checked_until": in_office_time(until) if until else None}
    return page("desk/seeker.html", **standing_shown(person), **shown)


def _stopped() -> str:
    return _(
        "合う方がいない組み合わせが、%(minutes)s分のあいだに%(misses)s回ありました。"
        "%(minutes)s分ほど待ってから、もう一度お試しください。",
        minutes=MINUTES,
        misses=LOOKUPS,
    )
