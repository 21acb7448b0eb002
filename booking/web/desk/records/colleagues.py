"""記録をさがす: what members of staff of the own offices did, by colleague, act and day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from booking.core.texts import _
from booking.history.act_words import act_in_words, all_acts
from booking.history.reads import MOST, Asked, HistoryLine, colleagues, history_of_staff
from booking.people.permissions import MANAGEMENT, allow
from booking.tables import Staff
from booking.web.desk.blueprint import blueprint
from booking.web.desk.chosen_office import chosen_office_ids
from booking.web.desk.page import page
from booking.web.desk.records.histories import as_file
from booking.web.desk.span_fields import span_complaints, span_of
from booking.web.forms import Form, figures
from booking.web.session import now
from calendars.office_time import day_of, midnight
from database.base import db

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class SearchForm(Form):
    """Which lines, as sent: nobody in particular, any act, and today, where nothing was said."""

    staff: str = ""
    act: str = ""
    first: str = ""
    last: str = ""

    @classmethod
    def parse(cls, sent: Mapping[str, str], known: Sequence[Staff], *, today: date) -> "SearchForm":
        """Read what was sent."""
        form = cls(
            staff=sent.get("staff", ""),
            act=sent.get("act", ""),
            first=figures(sent, "from") or today.isoformat(),
            last=figures(sent, "to") or today.isoformat(),
        )
        first_wrong, last_wrong = span_complaints(form.first, form.last)
        return form.checked(
            {
                "staff": "" if form.staff in {"", *(str(one.id) for one in known)} else _("職員をえらんでください。"),
                "act": "" if form.act in {"", *all_acts()} else _("したことをえらんでください。"),
                "from": first_wrong,
                "to": last_wrong,
            }
        )

    def asked(self) -> Asked | None:
        """What is to be found; None while something is wrong."""
        span = span_of(self.first, self.last)
        if self.errors or span is None:
            return None
        first, last = span
        return Asked(
            int(self.staff) if self.staff else None, self.act or None, midnight(first), midnight(last + _ONE_DAY)
        )


@blueprint.get("/records")
@allow(MANAGEMENT)
def records() -> ResponseReturnValue:
    """The lines that were asked for; today's at first."""
    known = colleagues(db.session(), office_ids=chosen_office_ids())
    form = SearchForm.parse(request.args, known, today=day_of(now()))
    shown = page(
        "desk/records/colleagues.html",
        form=form,
        errors=form.errors,
        lines=_lines(form.asked()),
        staff_choices=[("", _("すべての職員")), *((str(one.id), one.name) for one in known)],
        act_choices=[("", _("すべて")), *((act, act_in_words(act)) for act in all_acts())],
        address={"staff": form.staff, "act": form.act, "from": form.first, "to": form.last},
        most=MOST,
    )
    return form.with_status(shown)


@blueprint.get("/records.csv")
@allow(MANAGEMENT)
def records_file() -> Response:
    """The same lines to take along."""
    known = colleagues(db.session(), office_ids=chosen_office_ids())
    asked = SearchForm.parse(request.args, known, today=day_of(now())).asked()
    return as_file(_lines(asked or abort(404)), "madoguchi-records.csv")


def _lines(asked: Asked | None) -> Sequence[HistoryLine]:
    return history_of_staff(db.session(), asked, office_ids=chosen_office_ids()) if asked else []
