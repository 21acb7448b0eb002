"""The scheduler's jobs carry a booking to its meeting and its mail, each from outside any request."""

from flask import Flask

from booking.bookings.book import book
from booking.jobs import jobs
from booking.tables import MeetingState
from notifier.tables import Delivery, DeliveryState
from tests.bookings.builders import all_of, the_meeting, web_request
from tests.town import FRIDAY_MORNING


def test_one_round_of_the_jobs_issues_the_meeting_and_sends_the_mail(app: Flask) -> None:
    number = book(web_request(), now=FRIDAY_MORNING)
    for job in jobs(app):
        job.run()
    assert the_meeting(number).state is MeetingState.ISSUED
    assert [delivery.state for delivery in all_of(Delivery)] == [DeliveryState.SENT]


def test_a_round_without_anything_to_do_does_nothing(app: Flask) -> None:
    first, second = ({job.name: job.run() for job in jobs(app)} for _ in range(2))
    assert first["seal_audit"]  # what making the town wrote
    in_words = {name: first[name] for name in ("note_audit_head", "mend_claims", "watch_clock")}
    assert second == {job.name: 0 for job in jobs(app)} | in_words
    assert in_words["mend_claims"] == "0 claims put back, 0 removed, 0 pairs of bookings clash"


def test_every_job_looks_once_a_second_or_less_often(app: Flask) -> None:
    assert all(job.seconds >= 1 for job in jobs(app))
    assert len({job.name for job in jobs(app)}) == len(jobs(app))
