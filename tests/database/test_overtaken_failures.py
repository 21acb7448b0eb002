"""An upgrade takes off the list what newer news had overtaken before that was noted, and leaves the rest."""

import pytest
from alembic import command
from sqlalchemy import Connection, func, insert, select

from database.migrate import _config, _writing, upgrade
from notifier.tables import Delivery, DeliveryState, FailedDelivery, Message
from tests.town import FRIDAY_MORNING

BOOKED, CHANGED = ("booked", "booking:5"), ("email_changed", "seeker:1")


def post(connection: Connection, number: int, message_of: tuple[str, str], state: DeliveryState) -> None:
    """A message to seeker 1, and what became of its mail."""
    kind, about = message_of
    message = {"id": number, "recipient": "seeker:1", "kind": kind, "fact": f"{kind}:{number}", "about": about}
    connection.execute(insert(Message).values(**message, references={}, made_at=FRIDAY_MORNING))
    delivery = {"id": number, "message_id": number, "channel": "mail", "state": state, "due_at": FRIDAY_MORNING}
    connection.execute(insert(Delivery).values(**delivery, lapses=False, tries=0, failure=""))
    if state is DeliveryState.FAILED:
        failed = insert(FailedDelivery).values(delivery_id=number, failed_at=FRIDAY_MORNING, owner="")
        connection.execute(failed)


@pytest.mark.parametrize(
    ("message_of", "newer", "left"),
    [
        (BOOKED, ("moved", "booking:5"), 0),
        (BOOKED, ("moved", "booking:6"), 1),
        (BOOKED, ("reminder_day", "booking:5"), 1),
        (CHANGED, CHANGED, 0),
        (CHANGED, ("sign_in_locked", "seeker:1"), 1),
    ],
    ids=str,
)
def test_only_what_newer_news_has_made_untrue_leaves_the_list(
    database_url: str, message_of: tuple[str, str], newer: tuple[str, str], left: int
) -> None:
    with _writing(database_url) as connection:
        post(connection, 1, message_of, DeliveryState.FAILED)
        post(connection, 2, newer, DeliveryState.SENT)
        command.downgrade(_config(connection), "0018")
    upgrade(database_url)
    with _writing(database_url) as connection:
        assert connection.scalar(select(func.count(FailedDelivery.id))) == left
        state = connection.scalar(select(Delivery.state).where(Delivery.id == 1))
    assert state is (DeliveryState.FAILED if left else DeliveryState.DROPPED)
