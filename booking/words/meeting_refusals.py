"""Says why a meeting cannot be started or entered at the desk."""

from booking.bookings.rules.booking_numbers import spoken
from booking.core.explain import Telling, tell
from booking.core.texts import _
from booking.meetings.refusals import MeetingNotStarted, MeetingNotThere, MeetingOfThePool, MeetingTaken


@tell.register
def _meeting_not_there(refused: MeetingNotThere) -> Telling:
    return Telling(
        _("始められるミーティングがありません"),
        _(
            "受付番号%(number)sのミーティングは、まだ発行されていないか、無効になっています。",
            number=spoken(refused.number),
        ),
        _(
            "予約の画面を開きなおして、ミーティングの状態をお確かめください。相談の時刻が近いときは、求職者へお電話ください。"
        ),
    )


@tell.register
def _meeting_not_started(refused: MeetingNotStarted) -> Telling:
    return Telling(
        _("ミーティングを始められませんでした"),
        _(
            "受付番号%(number)sのミーティングを開けませんでした。%(why)s",
            number=spoken(refused.number),
            why=refused.why,
        ),
        _(
            "もう一度「ミーティングを始める」を押すか、Zoomアプリにホストでサインインして、ミーティングの一覧から始めてください。"
        ),
    )


@tell.register
def _meeting_taken(refused: MeetingTaken) -> Telling:
    return Telling(
        _("ほかの相談が使うミーティングです"),
        _("このミーティングIDは、同じ時間の、ほかの予約で使われています。"),
        _("Zoomで別のミーティングを作り、そのIDを入力してください。"),
    )


@tell.register
def _meeting_of_the_pool(refused: MeetingOfThePool) -> Telling:
    return Telling(
        _("用意してあるミーティングです"),
        _("このミーティングIDは、自動で割り当てるために用意されたものです。ほかの方に割り当てられることがあります。"),
        _("Zoomで別のミーティングを作り、そのIDを入力してください。"),
    )
