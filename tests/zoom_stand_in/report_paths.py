"""Paths of reports with the uuid encoded twice, which Zoom takes for every uuid."""

from urllib.parse import quote

PEOPLE = "/past_meetings/{}/participants"


def in_path(run: str) -> str:
    """The path of the report of this run."""
    return PEOPLE.format(quote(quote(run, safe=""), safe=""))
