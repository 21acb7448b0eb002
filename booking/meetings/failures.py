"""How a provider of meetings fails, by what can be done about it. Every reason is for staff and holds no secret."""

from datetime import datetime, timedelta


class MeetingFailed(Exception):
    """It failed for now and another try may succeed, not before `retry_after` if the provider named a pause."""

    counted_as = "MeetingFailed"  # in /metrics, whichever provider's own failure it is

    def __init__(self, reason: str, *, retry_after: timedelta | None = None) -> None:
        self.reason = reason
        self.retry_after = retry_after
        super().__init__(reason)


class MeetingsParked(MeetingFailed):
    """A daily limit is used up: no try can succeed before `until` (real time, aware)."""

    counted_as = "MeetingsParked"

    def __init__(self, reason: str, *, until: datetime) -> None:
        self.until = until
        super().__init__(reason)


class KeptForOthers(MeetingsParked):
    """Little is left of the daily limit, and it is kept for consultations that are nearer. Nobody was asked."""


class MeetingsMisconfigured(MeetingFailed):
    """Somebody must act (credentials, scopes, host, licence): a blind retry would fail alike."""

    counted_as = "MeetingsMisconfigured"
