"""Counts the SQL statements of one booking, by listening where SQLAlchemy hands them to the driver."""

from sqlalchemy import event

from benchmarks.town import OFFICES, Town
from database.base import db


def statements_of_a_booking(town: Town) -> int:
    """How many statements one booking over the API takes, once the caches are warm; the commit is not counted."""
    app = town.app()
    counted: list[str] = []
    # Enough that each office has been booked at before: then its rules are known to the process.
    requests = town.bookings(OFFICES + 1)
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *event_args: counted.append(event_args[2]))
    client = app.test_client()
    for request in requests:
        counted.clear()
        head, body = request.split("\r\n\r\n", 1)
        headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:])
        answer = client.post("/api/v1/bookings", headers=headers, data=body)
        if answer.status_code != 201:
            raise RuntimeError(f"a booking was refused: {answer.get_data(as_text=True)}")
    with app.app_context():
        db.engine.dispose()
    return len(counted)
