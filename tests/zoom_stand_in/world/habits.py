"""How this Zoom behaves as long as nobody changes it: plan, scopes, limits, what it locks and what it leaves out."""

from dataclasses import dataclass, field
from typing import Any

SCOPES = (
    "meeting:write:meeting:admin",
    "meeting:read:meeting:admin",
    "meeting:update:meeting:admin",
    "meeting:delete:meeting:admin",
    "meeting:update:status:admin",
    "meeting:read:list_meetings:admin",
    "meeting:read:invitation:admin",
    "meeting:read:past_meeting:admin",
    "meeting:read:list_past_instances:admin",
    "meeting:read:list_past_participants:admin",
    "meeting:read:participant:admin",
    "meeting:read:ai_companion:admin",
    "meeting:read:livestream:admin",
    "meeting:read:summary:admin",
    "cloud_recording:read:recording:admin",
    "report:read:list_meeting_participants:admin",
    "report:read:meeting:admin",
    "user:read:user:admin",
    "user:read:settings:admin",
    "user:read:list_users:admin",
)


@dataclass
class Habits:
    """Each is a switch of its own; the defaults are those of a paid account in good order."""

    plan: str = "business"  # free, pro or business: limits, and whether reports may be read
    scopes: list[str] = field(default_factory=lambda: list(SCOPES))
    token_lives: int = 3600  # seconds
    single_active_token: bool = False  # a new token ends the older ones
    app_active: bool = True
    names_api_url: bool = True  # the token's answer tells the address of the API
    changes_a_day: int = 100  # creations and changes for one host, until 00:00 UTC
    deletions_count: bool = False
    limits_per_second: bool = True
    retry_after: str | None = "seconds"  # how a limit tells when to come again: seconds, iso, http or None
    names_limit_type: bool = True  # X-RateLimit-* headers
    limit_code: int = 429  # or 4001
    locked_settings: dict[str, Any] = field(default_factory=dict)  # an administrator's, kept in silence
    refuses_unknown_settings: bool = True
    unknown_settings: list[str] = field(default_factory=list)  # documented ones that this account is too old for
    hidden_settings: list[str] = field(default_factory=list)  # taken, and not shown; "settings" hides them all
    ten_digit_ids: bool = False  # of new meetings, though only personal rooms have as few
    short_time_forms_only: bool = True  # a start with an offset or milliseconds is ignored
    deletes_running: bool = True  # else 400/3002
    reports_after: int = 0  # seconds from the end of a run to its rows
    durations_after: int = 0  # seconds from the end of a run until rows tell durations
    reports_one_person: bool = False
    sends_colleagues: bool = True  # webhooks tell the user ids of others of this account than the host
    sends_participant_host: bool = True  # the host's own joining is sent to webhooks
    sends_waiting_before_start: bool = False
    sends_date_time: bool = False  # "date_time" instead of "join_time" and "leave_time"
