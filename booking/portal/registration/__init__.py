"""Registering online (求職登録) in eight steps, kept on the way, and confirmed by the office afterwards."""

from datetime import UTC, datetime, time

from flask import Flask


def register(app: Flask) -> None:
    """Put its pages on the app, and say where it begins."""
    from booking.portal.registration.pages import blueprint
    from booking.web.seeker.opening.next_step import offer_registration

    app.register_blueprint(blueprint)
    offer_registration(app, "registration.begin")


def remind_daily(app: Flask) -> None:
    """Add its daily message, also where it is closed by now: what was begun before is erased there all the same."""
    from booking.operations.offered_work import DailyWork, offer_work
    from booking.operations.rhythms import Daily
    from booking.portal.registration.remind import remind_of_drafts
    from booking.services import services

    def remind() -> int:
        return remind_of_drafts(now=services().clock(), real_now=datetime.now(UTC))

    offer_work(app, DailyWork("remind_of_drafts", Daily(time(9, 0)), remind))
