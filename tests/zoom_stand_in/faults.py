"""Mishaps that befall single requests: as many as were ordered, on the requests they were ordered for."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime

from tests.zoom_stand_in.answers import Answer

PER_SECOND = "You have reached the maximum per-second rate limit for this API. Try again later."
PER_DAY = (
    "You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you"
    " can make another request."
)
KINDS = ("slow", "lost_answer", "lost_request", "error", "limit", "daily_limit", "token_refused", "xml", "odd_success")


@dataclass
class Fault:
    """A mishap of `kind` on requests like `on` ("POST /users", "GET", "/oauth"), `times` times or for ever (None).

    slow: done, and answered after `seconds`. lost_answer: done, and the connection breaks. lost_request: the
    connection breaks and nothing is done. error: `status` with `text` as it is. limit, daily_limit: 429.
    token_refused: 401/124. xml: an error that is XML whatever was asked for. odd_success: done, and answered 200 with
    an error in its body.
    """

    kind: str
    on: str = ""
    times: int | None = 1
    seconds: float = 0
    status: int = 503
    text: str = "<html><body>Service Unavailable</body></html>"
    before: int = 0  # requests of this kind that pass first
    befallen: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        """Refuse a kind that would never happen."""
        if self.kind not in KINDS:
            raise ValueError(f"no such fault: {self.kind}")

    def befalls(self, method: str, path: str) -> bool:
        """Whether this request meets with it; counts if so."""
        if self.on not in f"{method} {path}" or self.times == 0:
            return False
        if self.before:
            self.before -= 1
            return False
        self.befallen += 1
        self.times = None if self.times is None else self.times - 1
        return True


@dataclass
class Faults:
    """Those that are ordered and not used up."""

    ordered: list[Fault] = field(default_factory=list)

    def met_by(self, method: str, path: str) -> dict[str, Fault]:
        """The mishaps of this request by kind."""
        return {fault.kind: fault for fault in self.ordered if fault.befalls(method, path)}


def instead(met: dict[str, Fault], now: datetime, retry_after: str | None) -> Answer | None:
    """What is answered although nothing was done; None if the request is done."""
    if fault := met.get("error"):
        return Answer(fault.status, raw=("text/html", fault.text))
    if "token_refused" in met:
        return Answer(401, {"code": 124, "message": "Invalid access token."})
    if fault := met.get("limit"):
        again = now + timedelta(seconds=fault.seconds or 1)
        return Answer(429, {"code": 429, "message": PER_SECOND}, wait_headers(retry_after, now, again))
    if fault := met.get("daily_limit"):
        again = next_day(now)
        return Answer(429, {"code": 429, "message": PER_DAY}, wait_headers(retry_after, now, again))
    return None


def next_day(now: datetime) -> datetime:
    """The next 00:00 UTC."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def wait_headers(form: str | None, now: datetime, again: datetime) -> dict[str, str]:
    """A Retry-After in this form, or none."""
    if form is None:
        return {}
    forms = {
        "seconds": str(max(1, round((again - now).total_seconds()))),
        "iso": again.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "http": format_datetime(again, usegmt=True),
    }
    return {"Retry-After": forms[form]}
