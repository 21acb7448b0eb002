"""Every error below /api/ as a problem: refusals, faults of the request, of the database, and ours."""

import logging
import secrets
from http import HTTPStatus

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from booking.api.blueprint import ROOT, blueprint
from booking.api.callers import is_staff
from booking.api.problem_types import own_problem
from booking.api.problems import ProblemFound, answer_of, problem_of_refusal
from booking.core.refusals import Refusal
from database.base import db
from database.errors import DATABASE_TROUBLE, is_read_only
from database.fault_lines import fault_lines

logger = logging.getLogger(__name__)

_PASSED_ON = ("Allow", "WWW-Authenticate", "Retry-After")

# Names of our own: Python's phrases change with its version.
_NAMES = {404: "not-found", 405: "method-not-allowed", 413: "content-too-large"}


def register(app: Flask) -> None:
    """Answer for addresses below /api/ that lead nowhere; the blueprint's handlers below answer for the others."""
    app.before_request(_refuse_unknown_address)


def _refuse_unknown_address() -> Response | None:
    """Answer an address that Flask cannot route: it knows of no blueprint there, and would answer with a page."""
    error = request.routing_exception
    if error is None or not request.path.startswith(ROOT) or (error.code or 500) < HTTPStatus.BAD_REQUEST:
        return None
    return _answer_http_error(error)


blueprint.register_error_handler(ProblemFound, answer_of)


@blueprint.errorhandler(Refusal)
def _answer_refusal(refusal: Refusal) -> Response:
    db.session.rollback()
    return answer_of(problem_of_refusal(refusal, to_staff=is_staff()))


def _answer_database_trouble(error: Exception) -> Response:
    """Say that the database is busy, full, read-only or away: nothing was changed, and trying again is worth it."""
    logger.error("database trouble at %s: %s", request.endpoint, type(error).__name__)
    return answer_of(own_problem("busy", headers={"Retry-After": "5"}))


for _trouble in DATABASE_TROUBLE:
    blueprint.register_error_handler(_trouble, _answer_database_trouble)


@blueprint.errorhandler(HTTPException)
def _answer_http_error(error: HTTPException) -> Response:
    code = error.code or 500
    given = dict(error.get_headers())
    headers = {header: given[header] for header in _PASSED_ON if header in given}
    return answer_of(own_problem(_NAMES.get(code, f"http-{code}"), headers=headers))


@blueprint.errorhandler(Exception)
def _answer_surprise(error: Exception) -> Response:
    """Answer a fault of ours, logged under a reference in the answer. No personal data goes into the log line."""
    if is_read_only(error):
        return _answer_database_trouble(error)
    reference = secrets.token_hex(4)
    logger.error("surprise %s at %s\n%s", reference, request.endpoint, fault_lines(error))
    return answer_of(own_problem("internal-error", {"reference": reference}))
