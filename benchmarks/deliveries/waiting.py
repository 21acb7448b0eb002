"""Some thousand deliveries that wait, as bookings leave them: made once, and made to wait again for every measure."""

from datetime import UTC, datetime

from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from benchmarks.town import Town
from booking import jobs
from database.base import db
from database.transactions import transact
from notifier.tables import Delivery, DeliveryState

_NEVER = datetime(2999, 1, 1, tzinfo=UTC)


def book_and_issue(town: Town, client: FlaskClient, deliveries: int) -> None:
    """So many bookings over the API, and the meetings of all of them: their mails are complete and due.

    The audit lines are sealed, too, so that the workers which are measured find nothing else to do.
    """
    for request in town.bookings(deliveries):
        head, body = request.split("\r\n\r\n", 1)
        headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:])
        answer = client.post("/api/v1/bookings", headers=headers, data=body)
        if answer.status_code != 201:
            raise RuntimeError(f"a booking was refused: {answer.get_data(as_text=True)}")
    jobs.issue_meetings()
    jobs.seal_audit()


def let_all_wait() -> int:
    """Make every delivery wait again, out of the workers' reach; answer how many there are."""
    again = {"state": DeliveryState.WAITING, "sent_at": None, "tries": 0, "next_try_at": _NEVER}
    transact(lambda session: session.execute(update(Delivery).values(again)))
    return _count()


def release() -> None:
    """Let the workers have them, all at once."""
    transact(lambda session: session.execute(update(Delivery).values(next_try_at=None)))


def still_waiting() -> int:
    """How many are not sent yet.

    Raises:
        RuntimeError: one failed or was dropped, which no measure may hide.
    """
    lost = _count(DeliveryState.FAILED, DeliveryState.DROPPED)
    if lost:
        raise RuntimeError(f"{lost} deliveries were not sent")
    return _count(DeliveryState.WAITING)


def _count(*states: DeliveryState) -> int:
    query = select(func.count()).select_from(Delivery)
    found = db.session.scalar(query.where(Delivery.state.in_(states)) if states else query)
    db.session.rollback()
    return found or 0
