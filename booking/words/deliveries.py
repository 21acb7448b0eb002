"""Why a delivery failed, for staff."""

from booking.words.texts import _


def delivery_failure(reason: str) -> str:
    """The reason in words; what a mail server answered is shown as it is."""
    told = {
        "not delivered while it was useful": _("送る仕組みが止まっているあいだに、期限が過ぎました"),
        "the address or the subject cannot stand in a mail's header": _("メールアドレスの形がまちがっています"),
    }
    return told.get(reason, reason)
