"""What Zoom signs is recognised to the byte, and nothing else is (zoom: webhooks, signature and URL validation)."""

import hmac
from datetime import UTC, datetime, timedelta

import pytest

from booking.meetings.zoom.signatures import answer_to_challenge, is_from_zoom

SECRET, TIMESTAMP = "test_secret_token", "1764547200"
SENT_AT = datetime(2025, 12, 1, tzinfo=UTC)
BODY = (
    '{"event":"meeting.participant_joined","payload":{"account_id":"ACC","object":{"id":"81234567890",'
    '"uuid":"aDYlohsHRtCd4ii1uC2+hA==","topic":"面談 山田太郎 様"}},"event_ts":1764547200123}'
).encode()
SIGNATURE = "v0=f4db4e2627bf837f6216c8555abfbfc588c3e8fc777f44821f373e3a0023fe99"


def check(
    body: bytes = BODY,
    *,
    signature: str = SIGNATURE,
    timestamp: str = TIMESTAMP,
    secret: str = SECRET,
    after: timedelta = timedelta(),
) -> bool:
    return is_from_zoom(body, signature=signature, timestamp=timestamp, secret=secret, now=SENT_AT + after)


def test_the_vector_is_192_bytes_and_signed_as_it_says() -> None:
    assert len(BODY) == 192
    assert hmac.new(SECRET.encode(), b"v0:1764547200:" + BODY, "sha256").hexdigest() == SIGNATURE[3:]
    assert check()


def test_the_challenge_is_answered_as_zoom_expects() -> None:
    answer = answer_to_challenge("qgg8vlvZRS6UYooatFL8Aw", secret=SECRET)
    assert answer == {
        "plainToken": "qgg8vlvZRS6UYooatFL8Aw",
        "encryptedToken": "4efea922935c335d972476de138d2208a0d46ab28c79ee592d497a1b216419b8",
    }


def test_one_changed_byte_is_no_longer_signed() -> None:
    assert not check(BODY.replace(b"81234567890", b"81234567891"))
    assert not check(BODY + b"\n")


@pytest.mark.parametrize("signature", ["", "v0=", SIGNATURE[3:], SIGNATURE.upper(), f"{SIGNATURE}0", "v0=ｆ"])
def test_another_signature_is_refused(signature: str) -> None:
    assert not check(signature=signature)


def test_another_secret_is_refused() -> None:
    assert not check(secret="another_token")


@pytest.mark.parametrize("timestamp", ["", "0", "-1764547200", "1764547200.5", "１７６４５４７２００", "9" * 12, "now"])
def test_a_timestamp_that_is_none_is_refused(timestamp: str) -> None:
    assert not check(timestamp=timestamp)


@pytest.mark.parametrize(
    ("after", "taken"),
    [
        (timedelta(minutes=86), True),  # the last of Zoom's own tries
        (timedelta(hours=2), True),
        (timedelta(hours=2, seconds=1), False),
        (timedelta(minutes=-5), True),
        (timedelta(minutes=-5, seconds=-1), False),
    ],
)
def test_what_zoom_sends_again_is_taken_and_what_is_older_is_not(after: timedelta, taken: bool) -> None:
    assert check(after=after) is taken
