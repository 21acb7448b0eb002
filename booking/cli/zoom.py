"""`madoguchi zoom check`."""

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from booking.cli.failures import CommandFailed
from booking.cli.wiring import prepared_app
from booking.meetings.desk_hosts import desk_hosts
from booking.meetings.retry import retry_all
from booking.meetings.zoom.check import check
from booking.meetings.zoom.findings import Finding
from booking.meetings.zoom.meetings import ZoomMeetings
from booking.services import services
from booking.settings.config import Config
from booking.settings.zoom import ZoomSettings
from database.base import db


def check_account(options: Namespace) -> None:
    """Look at everything, tell what to do, and leave with 1 unless all is well."""
    with prepared_app():
        zoom = _zoom(services().config)
        desks = desk_hosts(db.session(), now=services().clock(), real_now=datetime.now(UTC))
        db.session.rollback()  # Zoom is asked without a transaction
        findings = list(check(zoom, desks, hears=bool(services().config.zoom_webhook_secrets)))
        _print(findings, as_json=options.json)
        wrong = sum(not finding.ok for finding in findings)
        if wrong:
            raise CommandFailed(f"zoom check: {wrong} of {len(findings)} findings need somebody to act")
        if options.retry:
            print(f"meetings that are tried again now: {retry_all()}", file=sys.stderr)


def _zoom(config: Config) -> ZoomMeetings:
    if not isinstance(config.meeting_settings, ZoomSettings):
        raise CommandFailed("MADOGUCHI_MEETINGS is not zoom, so there is no account to check")
    return ZoomMeetings(config.meeting_settings)


def _print(findings: Sequence[Finding], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
        return
    for finding in findings:
        print(f"{'OK' if finding.ok else 'NG'}  {finding.subject}  {finding.detail}")
        if finding.todo:
            print(f"    → {finding.todo}")
