"""「メールをもう一度送る」: for whom the mail of a booking did not reach."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from booking.core.decisions import Tone
from booking.core.texts import _
from booking.messages.send_again import MOST, SentAgain, send_again
from booking.people.permissions import SEEKERS, allow
from booking.web.flashes import flash_beside
from booking.web.seeker.blueprint import blueprint
from booking.web.session import now, seeker_id


@blueprint.post("/mypage/bookings/<number>/mail")
@allow(SEEKERS)
def mail_again(number: str) -> ResponseReturnValue:
    """Send it once more, and say what came of that."""
    came_of_it = send_again(number, seeker_id=seeker_id(), now=now())
    tone: Tone = "success" if came_of_it is SentAgain.ON_ITS_WAY else "warning"
    flash_beside(_said(came_of_it), tone, place="mail-title")
    return redirect(url_for(".booking", number=number, _anchor="mail-title"), code=303)


def _said(came_of_it: SentAgain) -> str:
    match came_of_it:
        case SentAgain.ON_ITS_WAY:
            return _(
                "メールをもう一度送ります。数分たっても届かないときは、迷惑メールに入っていないかを確かめてください。"
            )
        case SentAgain.STILL_TO_COME:
            return _("メールは、これから送るところです。15分ほどお待ちください。同じ内容は、メッセージで見られます。")
        case SentAgain.TOO_OFTEN:
            return _(
                "もう一度送れるのは%(most)s回までです。同じ内容は、メッセージで見られます。メールアドレスがちがうときは、安定所へお電話ください。",
                most=MOST,
            )
        case SentAgain.NOTHING_TO_SEND:
            return _("この予約について送るメールはありません。")
