"""What an act writes after its refusal, put off so that the page that says so is kept by the same commit.

Neither waits for the disk: if the power fails at that moment, a note and a page are lost that nobody was promised. Of
those who press the same time at eight in the morning nearly all are noted and kept a page (decisions 0085 and 0087).
"""

from collections.abc import Callable

from flask import g
from sqlalchemy.orm import Session

from database.transactions import transact

Writing = Callable[[Session], None]


def write_with_answer(writing: Writing) -> None:
    """Have `writing` done at the end of this request, whatever it is answered."""
    g.written_with_answer = [*_waiting(), writing]


def write_what_waits_in(session: Session) -> None:
    """Do it in this transaction; once that is committed, `forget_what_waited`."""
    for writing in _waiting():
        writing(session)


def forget_what_waited() -> None:
    """It was committed."""
    g.pop("written_with_answer", None)


def write_what_waits() -> None:
    """Do it in a transaction of its own, if there is anything left."""
    if _waiting():
        transact(write_what_waits_in, may_be_lost=True)
        forget_what_waited()


def _waiting() -> list[Writing]:
    waiting: list[Writing] = g.get("written_with_answer", [])
    return waiting
