"""Where Zoom sends what happens in its meetings: check the sender, keep the notice, answer; a job processes it later.

Zoom waits three seconds, tries again after 5xx, and takes any 4xx for final. Nothing is read before the signature.
"""

import logging
from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from booking.attendance.webhooks.count_refused import note_acceptance, note_refusal
from booking.attendance.webhooks.receive import receive_webhook
from booking.core.metrics import count_webhook
from booking.core.rate_limits import Limit, rate_limits
from booking.meetings.zoom.capture_events import is_of_capture, without_content
from booking.meetings.zoom.envelopes import Envelope, Malformed, read_envelope
from booking.meetings.zoom.events import concerns_us
from booking.meetings.zoom.signatures import (
    SIGNATURE,
    TIMESTAMP,
    answer_to_challenge,
    looks_signed,
    may_be_from_zoom,
    secret_of,
)
from booking.meetings.zoom.traits import NAME
from booking.people.permissions import ANYONE, allow
from booking.services import services
from booking.web.errors.pages import do_without_database
from booking.web.session import now
from database.errors import DATABASE_TROUBLE

logger = logging.getLogger(__name__)

blueprint = Blueprint("webhooks", __name__)

_A_WARNING = Limit("warnings of unsigned webhooks", 1, seconds=60)
_COUNTED = Limit("unsigned webhooks that are noted", 3, seconds=60)  # in each web process
_LARGEST = 256 * 1024  # a notice has one or two thousand bytes, but one may bring the summary of a meeting


@blueprint.post("/webhooks/zoom")
@allow(ANYONE)
def zoom() -> Response:
    """200 once the notice is kept, or if it is none of ours; 404 without a secret, 401 unsigned, 400 malformed."""
    if not services().config.zoom_webhook_secrets:
        return _plain("no webhook is set up", 404)
    if not _says_when_it_was_signed():
        return _not_signed()
    request.max_content_length = _LARGEST
    body = request.get_data(cache=False)
    secret = _secret_of(body)
    if secret is None:
        return _not_signed()
    answer = _take(body, secret)
    count_webhook("accepted" if answer.status_code == HTTPStatus.OK else "malformed")
    note_acceptance(NAME)
    return answer


def _not_signed() -> Response:
    _note_now_and_then()
    return _plain("signature missing, wrong or too old", 401)


def _note_now_and_then() -> None:
    """Note it now and then: anybody can send what is not signed, and must not fill the log or busy the database."""
    count_webhook("refused")
    if rate_limits().hit(_A_WARNING):
        logger.warning("a webhook without a valid signature was refused; others of this minute are not told")
    if looks_signed(request.headers.get(SIGNATURE, "")) and rate_limits().hit(_COUNTED):
        try:
            note_refusal(NAME, real_now=datetime.now(UTC))
        except DATABASE_TROUBLE as error:  # there is nothing that should be sent again
            logger.warning("a refused webhook was not counted: %s", type(error).__name__)
            do_without_database()


def _take(body: bytes, secret: str) -> Response:
    try:
        envelope = read_envelope(body)
        challenge = envelope.challenge
    except Malformed:
        return _plain("not a webhook of Zoom", 400)
    if challenge is not None:
        return jsonify(answer_to_challenge(challenge, secret=secret))
    if concerns_us(envelope):
        _keep(body, envelope)
    return _plain("ok", 200)


def _keep(body: bytes, envelope: Envelope) -> None:
    kept = without_content(envelope) if is_of_capture(envelope) else body.decode()
    receive_webhook(kept, key=envelope.key, keys=services().keys, real_now=datetime.now(UTC))


def _says_when_it_was_signed() -> bool:
    """Whether the headers say when it was signed; asked before the body, for which a stranger could let us wait."""
    headers = request.headers
    return may_be_from_zoom(signature=headers.get(SIGNATURE, ""), timestamp=headers.get(TIMESTAMP, ""), now=now())


def _secret_of(body: bytes) -> str | None:
    """By the service's clock: in production it is the real one, and in a trial the stand-in of Zoom runs by it, too."""
    return secret_of(
        body,
        signature=request.headers.get(SIGNATURE, ""),
        timestamp=request.headers.get(TIMESTAMP, ""),
        secrets=services().config.zoom_webhook_secrets,
        now=now(),
    )


def _too_large(_error: RequestEntityTooLarge) -> Response:
    return _plain("too large", 413)


def _try_again(error: Exception) -> Response:
    logger.error("a webhook could not be kept: %s", type(error).__name__)
    do_without_database()
    return _plain("try again", 503)


def _plain(text: str, status: int) -> Response:
    return Response(f"{text}\n", status, mimetype="text/plain")


blueprint.register_error_handler(RequestEntityTooLarge, _too_large)
for _trouble in DATABASE_TROUBLE:
    blueprint.register_error_handler(_trouble, _try_again)
