"""How many messages are new, for the badge that every page of a signed-in seeker shows."""

from booking.announcements.announce import seeker_inbox
from booking.web.session import principal
from database.base import db
from notifier.inbox import unread


def unread_messages() -> int:
    """Messages of the signed-in seeker that were never opened; none for anybody else.

    Asked together with who is signed in. A page that opens a message counts them itself, afterwards.
    """
    signed_in = principal()
    if signed_in is None or signed_in.seeker_id is None:
        return 0
    if signed_in.new_messages is not None:
        return signed_in.new_messages
    return unread(db.session(), seeker_inbox(signed_in.seeker_id))
