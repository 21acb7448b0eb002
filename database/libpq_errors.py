"""Errors of statements that go to PostgreSQL by libpq's own calls, past psycopg's cursor."""

import psycopg
from psycopg.pq import ConnStatus
from psycopg.pq.abc import PGconn, PGresult


def error_of(pgconn: PGconn, result: PGresult) -> psycopg.Error:
    """What a result that is none says, as psycopg's cursor would raise it."""
    error = psycopg.errors.error_from_result(result)
    if error.sqlstate is None and pgconn.status == ConnStatus.BAD:
        return psycopg.OperationalError(str(error))  # the server has gone without a word
    return error
