"""What the log may hold of an error: where it came from, and nothing that a row holds.

PostgreSQL quotes rows in its messages ("Key (email)=(…) already exists"), whatever is done about parameters.
"""

import traceback
from collections.abc import Iterator
from types import TracebackType

from sqlalchemy.exc import DBAPIError


def fault_lines(error: BaseException) -> str:
    """The error and what led to it, for the log: frames and messages, but of the database's errors only the kind."""
    chain = list(_chain(error))
    from_database = {id(one.orig) for one in chain if isinstance(one, DBAPIError)}
    blocks = [_frames(one.__traceback__) + _message(one, quietly=id(one) in from_database) for one in chain]
    return "\nwhich led to\n".join(blocks)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """What led to the error, the first first, and the error itself."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _chain(before)
    yield error


def _frames(trace: TracebackType | None) -> str:
    return "".join(traceback.format_tb(trace))


def _message(error: BaseException, *, quietly: bool) -> str:
    if isinstance(error, DBAPIError):
        return f"{_name(error)} ({_kind(error.orig)})"
    return _name(error) if quietly else f"{_name(error)}: {error}"


def _kind(cause: BaseException | None) -> str:
    """What is wrong as the engine numbers it, and the constraint that was broken, where it names one."""
    state = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
    constraint = getattr(getattr(cause, "diag", None), "constraint_name", None)
    return ", ".join(part for part in (_name(cause), state, constraint) if part)


def _name(error: BaseException | None) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"
