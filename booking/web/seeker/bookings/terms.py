"""Step 利用規約: the terms of the procedure, and 同意する."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.bookings.draft import accept_terms
from booking.bookings.holds import OwnHold
from booking.bookings.refusals import TermsOutdated
from booking.core.explain import explain
from booking.people.permissions import SEEKERS, allow
from booking.web.seeker.blueprint import blueprint
from booking.web.seeker.bookings.own_hold import own_hold, step_page, terms_today, to_booking
from booking.web.session import now, seeker_id


@blueprint.get("/holds/<token>/terms")
@own_hold
@allow(SEEKERS)
def terms(held: OwnHold) -> ResponseReturnValue:
    """The terms to be accepted."""
    return step_page("seeker/terms.html", held, terms=terms_today(held))


@blueprint.post("/holds/<token>/terms")
@allow(SEEKERS)
def agree(token: str) -> ResponseReturnValue:
    """Accept the version that was shown; if there is a newer one by now, it is shown first."""
    try:
        number = accept_terms(token, request.form.get("version", ""), seeker_id=seeker_id(), now=now())
    except TermsOutdated as refused:
        return terms_again(token, refused)
    return to_booking(number) if number is not None else redirect(url_for(".topic", token=token), code=303)


def terms_again(token: str, refused: TermsOutdated) -> ResponseReturnValue:
    """To the terms, with the reason why they have to be read once more."""
    explanation = explain(refused)
    flash(explanation.sentences, "warning")
    return redirect(url_for(".terms", token=token), code=303)
