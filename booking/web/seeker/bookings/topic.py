"""Step 相談内容: what the consultation is about. Nothing that was typed is ever lost, and nobody else reads it."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.bookings.draft import write_draft, write_own_draft
from booking.bookings.hold import extend
from booking.bookings.holds import OwnHold, hold_of
from booking.bookings.rules.wishes import Wish
from booking.bookings.words import wish
from booking.core.texts import _
from booking.people.permissions import ANYONE, SEEKERS, allow
from booking.tables import Realm
from booking.web.security import csrf
from booking.web.seeker.blueprint import blueprint
from booking.web.seeker.bookings.draft_key import FIELD, draft_key, is_key_of
from booking.web.seeker.bookings.own_hold import own_hold, step_page, to_booking
from booking.web.seeker.bookings.topic_form import TopicForm
from booking.web.session import now, principal, seeker_id
from database.base import db


@blueprint.get("/holds/<token>/topic")
@own_hold
@allow(SEEKERS)
def topic(held: OwnHold) -> ResponseReturnValue:
    """The form, with what was typed before."""
    wishes = tuple(Wish(each) for each in held.wishes)
    return _page(held, TopicForm(held.topic, wishes, errors={}))


# The key in the page lets it be written as a form token would: whoever's sign-in ran out while typing, or who signed in
# again in another tab, keeps the text. Reading it takes the sign-in of the hold's own seeker (rules.md#drafts).
@blueprint.post("/holds/<token>/topic")
@csrf.exempt  # type: ignore[untyped-decorator]  # Flask-WTF ships no types
@allow(ANYONE)
def write_topic(token: str) -> ResponseReturnValue:
    """Keep the text, then go on to the confirmation, or show what is wrong with it."""
    who = principal()
    form = TopicForm.parse(request.form)
    if who is None:
        return _keep_for_later(token, form) if is_key_of(request.form.get(FIELD, ""), token) else _sign_in_first(token)
    if who.realm is not Realm.MY_PAGE:
        abort(403)
    number = write_own_draft(token, topic=form.topic, wishes=form.wishes, seeker_id=seeker_id(), now=now())
    if number is not None:
        return to_booking(number)
    if "extend" in request.form:
        return _extended(token)
    if form.errors:
        return _page(hold_of(db.session(), token, seeker_id=seeker_id()), form), 422
    return redirect(url_for(".confirm", token=token), code=303)


def _keep_for_later(token: str, form: TopicForm) -> ResponseReturnValue:
    write_draft(token, topic=form.topic, wishes=form.wishes, now=now())
    flash(_("しばらく操作がなかったため、ログアウトしました。書いた内容は保存しました。"), "warning")
    return redirect(url_for(".sign_in", next=url_for(".topic", token=token)), code=303)


def _sign_in_first(token: str) -> ResponseReturnValue:
    """Nobody was shown this page: what is sent to its address writes nothing, hold or no hold."""
    return redirect(url_for(".sign_in", next=url_for(".topic", token=token)), code=303)


def _extended(token: str) -> ResponseReturnValue:
    extend(token, seeker_id=seeker_id(), now=now())
    flash(_("書いた内容を保存し、仮押さえの時間を延ばしました。"), "success")
    return redirect(url_for(".topic", token=token), code=303)


def _page(held: OwnHold, form: TopicForm) -> str:
    offered = tuple((each, wish(each)) for each in Wish)
    return step_page(
        "seeker/topic.html", held, form=form, errors=form.errors, offered=offered, key=draft_key(held.token)
    )
