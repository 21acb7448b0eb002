"""The page of statistics, and its figures as files."""

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from booking.core.texts import _
from booking.offices.staff_offices import offices_of_staff
from booking.people.permissions import MANAGEMENT, allow
from booking.statistics.files import CSV_TYPE, XLSX_TYPE, csv_of, xlsx_of
from booking.statistics.periods import Period
from booking.statistics.report import Report, figures_of, occupancy_of, report_of
from booking.statistics.tables import all_tables, comparison_table, figures_table, missing_table, occupancy_table
from booking.tables import Office
from booking.web.desk.blueprint import blueprint
from booking.web.desk.chosen_office import office_switch
from booking.web.desk.files import taken_along
from booking.web.desk.page import page
from booking.web.desk.statistics.charts import figures_chart, occupancy_chart, svg
from booking.web.desk.statistics.period_form import ALL, PeriodForm, usual_periods
from booking.web.session import now, staff
from calendars.office_time import day_of
from database.base import db


@blueprint.get("/statistics")
@allow(MANAGEMENT)
def statistics() -> ResponseReturnValue:
    """The figures of a period, by consultation days."""
    offices, today = own_offices(), day_of(now())
    switch = office_switch()
    form = PeriodForm.parse(request.args, offices, today=today, usual=switch.code if switch else ALL)
    report = _report(form, offices)
    shown = page(
        "desk/statistics/report.html",
        form=form,
        errors=form.errors,
        office_choices=[(ALL, _("すべての安定所")), *((office.code, office.name) for office in offices)],
        period=report.period,
        usual_periods=usual_periods(today),
        address=address_of(form, report.period),
        figures=figures_table(report),
        comparison=comparison_table(report),
        occupancy=occupancy_table(report),
        missing=missing_table(report),
        printed_at=now(),
    )
    return form.with_status(shown)


@blueprint.get("/statistics/figures.csv")
@allow(MANAGEMENT)
def statistics_csv() -> Response:
    """The figures of each procedure and channel."""
    form, report = _asked_for()
    return taken_along(csv_of(figures_table(report)), CSV_TYPE, f"{stem(form, report.period)}.csv")


@blueprint.get("/statistics/figures.xlsx")
@allow(MANAGEMENT)
def statistics_xlsx() -> Response:
    """All tables of the page, each on a sheet."""
    form, report = _asked_for()
    return taken_along(xlsx_of(all_tables(report)), XLSX_TYPE, f"{stem(form, report.period)}.xlsx")


@blueprint.get("/statistics/<any(figures, occupancy):chart>.svg")
@allow(MANAGEMENT)
def statistics_chart(chart: str) -> Response:
    """A table of the page as a picture; read is only what it shows."""
    form, offices = _form_asked_for()
    session, period, chosen = db.session(), form.period(today=day_of(now())), form.office_ids(offices)
    if chart == "occupancy":
        return svg(occupancy_chart(occupancy_of(session, period, office_ids=chosen)))
    these, earlier = (figures_of(session, each, office_ids=chosen) for each in (period, period.before))
    return svg(figures_chart(these, earlier))


def own_offices() -> list[Office]:
    """The offices of whoever is signed in."""
    return list(offices_of_staff(db.session(), office_ids=staff().office_ids))


def address_of(form: PeriodForm, period: Period) -> dict[str, str]:
    """What an address carries that leads to the same days and offices."""
    return {"office": form.office, "from": period.first.isoformat(), "to": period.last.isoformat()}


def stem(form: PeriodForm, period: Period) -> str:
    """How a file about these days and offices is called."""
    return f"madoguchi-{form.office}-{period.first}-{period.last}"


def _asked_for() -> tuple[PeriodForm, Report]:
    form, offices = _form_asked_for()
    return form, _report(form, offices)


def _form_asked_for() -> tuple[PeriodForm, list[Office]]:
    offices = own_offices()
    form = PeriodForm.parse(request.args, offices, today=day_of(now()))
    if form.errors:
        abort(404)  # the page that was shown had them in its addresses
    return form, offices


def _report(form: PeriodForm, offices: list[Office]) -> Report:
    chosen = [] if form.errors else form.office_ids(offices)
    return report_of(db.session(), form.period(today=day_of(now())), office_ids=chosen)
