"""What `madoguchi zoom check` finds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: `detail` says how it is, `todo` what to do where it is not well."""

    check: str  # credentials, scopes, host, licence, passcode, recording, browser, quota
    subject: str
    ok: bool
    detail: str
    todo: str = ""
