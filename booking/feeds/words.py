"""What the entries of a seeker's calendar say; neutral, because calendars are shared with family and employers."""

from booking.core.texts import _
from booking.feeds.seeker_feeds import FeedTexts


def entry_texts() -> FeedTexts:
    """The words of an entry, the same in the feed, in a file and in a mail."""
    return FeedTexts(
        title=_("オンライン相談の予約"),
        description=_("内容の確認と参加は、予約のページから行ってください。"),
        location=_("オンライン"),
        join=_("相談に参加"),
    )
