"""How long the addresses of feeds are kept that no calendar reads."""

from booking.core.erasure import Retention
from booking.feeds.end_unread import end_unread_feeds

RETAINED = (Retention("unread feeds", lambda night: end_unread_feeds(now=night.now)),)
