"""The page of a refusal: what happened, what to do now, what else is free, and where to go on."""

from flask import url_for

from booking.availability.refusals import SlotRefused
from booking.bookings.refusals import (
    ChangedMeanwhile,
    HoldLapsedRecently,
    HoldLimitReached,
    RegistrationNotValid,
    SlotHeldForLong,
    Suspended,
    TooManyGivenBack,
    TooManyMoves,
    TooManyOpenBookings,
    UnknownBooking,
)
from booking.core.explain import explain, explain_to_staff
from booking.core.refusals import Refusal
from booking.core.texts import _
from booking.messages.refusals import UnknownMessage
from booking.people.refusals import AlreadyOpened, IdentityNotChecked, NotRegistered
from booking.people.validity.refusals import InvalidAlready, ValidAlready, ValidityChangeUnderWay
from booking.tables import Realm, Seeker
from booking.web.desk.people.seeker_access import may_open
from booking.web.errors.pages import Way, render_error, requested_by_staff, way_home
from booking.web.refusal_links import links_of
from booking.web.seeker.bookings.own_hold import Begun, begun
from booking.web.session import principal
from booking.web.way_back import page_itself
from database.base import db


def show_refusal(refusal: Refusal) -> tuple[str, int]:
    """The page of `refusal` with its status."""
    to_staff = requested_by_staff()
    explanation = explain_to_staff(refusal) if to_staff else explain(refusal)
    page = render_error(
        "errors/refusal.html",
        title=explanation.title,
        what_happened=explanation.what_happened,
        links=links_of(refusal, to_staff=to_staff),
        what_to_do=explanation.what_to_do,
        office=refusal.office,
        procedure_code=getattr(refusal, "procedure", None),
        alternatives=() if requested_by_staff() else getattr(refusal, "alternatives", ()),
        begun=None if to_staff else _begun(refusal),
        main_way=_way_for_staff(refusal) if requested_by_staff() else _way_for_seekers(refusal),
        other_way=_other_way(refusal),
    )
    return page, refusal.http_status


def _begun(refusal: Refusal) -> Begun | None:
    """What the seeker may go on with although another time was refused; not what the refusal itself is about."""
    if not isinstance(refusal, SlotRefused | HoldLimitReached | HoldLapsedRecently | SlotHeldForLong):
        return None
    found = begun()
    refused = (refusal.procedure, getattr(refusal, "starts_at", None))
    return found if found and (found.held.procedure.code, found.held.starts_at) != refused else None


def _way_for_seekers(refusal: Refusal) -> Way | None:
    """Where a seeker goes on from this very refusal."""
    who = principal()
    if who is None or who.realm is not Realm.MY_PAGE:
        return _way_for_anybody(refusal)
    match refusal:
        case TooManyOpenBookings(numbers=(number,)):
            return url_for("seeker.booking", number=number), _("予約を見る")
        case TooManyOpenBookings() | TooManyGivenBack() | TooManyMoves():
            return url_for("seeker.bookings"), _("予約を見る")
        case RegistrationNotValid() | ValidAlready() | InvalidAlready() | ValidityChangeUnderWay():
            return url_for("seeker.validity"), _("各種設定（求職有効）へ")
        case Suspended():
            return url_for("seeker.suspensions"), _("理由を見て、事情を知らせる")
        case ChangedMeanwhile():
            return url_for("seeker.booking", number=refusal.number), _("予約を見る")
        case UnknownBooking():
            return url_for("seeker.bookings"), _("予約の一覧へ")
        case UnknownMessage():
            return url_for("seeker.messages"), _("メッセージの一覧へ")
        case _:
            return _way_for_anybody(refusal)


def _way_for_anybody(refusal: Refusal) -> Way | None:
    """Where somebody goes on whose my-page has not been opened, or whose sign-in has ended."""
    match refusal:
        case HoldLapsedRecently() | SlotHeldForLong():
            return url_for("seeker.topic", token=refusal.token), _("続きから申し込む")
        case AlreadyOpened():
            return url_for("seeker.sign_in"), _("ログイン画面へ進む")
        case NotRegistered():
            return url_for("seeker.next_step"), _("つぎにすることを見る")
        case _:
            return None


def _way_for_staff(refusal: Refusal) -> Way | None:
    """Where staff go on: to the booking that changed, or to the identity check, which leads back."""
    if isinstance(refusal, ChangedMeanwhile):
        return url_for("desk.booking", number=refusal.number), _("予約の画面へ")
    if not isinstance(refusal, IdentityNotChecked) or refusal.seeker_id is None:
        return None
    if may_open(db.session.get_one(Seeker, refusal.seeker_id)):
        return url_for("desk.call", seeker_id=refusal.seeker_id, next=page_itself()), _("本人確認へ進む")
    return url_for("desk.seekers"), _("求職番号と生年月日で探す")


def _other_way(refusal: Refusal) -> Way:
    code = getattr(refusal, "procedure", None)
    if code and not requested_by_staff():
        return url_for("seeker.procedure", code=code), _("カレンダーへ")
    return way_home()
