"""PURE: what Zoom is like. The pool holds Zoom's meetings and the demonstration stands for Zoom: both begin here."""

import re

from booking.meetings.traits import CodeShape, LinkShape, Traits

NAME = "zoom"  # in rows, in MADOGUCHI_MEETINGS, in the address of its webhooks
MOST_A_DAY = 100  # creations and changes of one host's meetings until 00:00 UTC (Zoom's rate limits page)
_ORIGINS = ("https://zoom.us", "https://*.zoom.us")

ZOOM = Traits(
    product="Zoom",
    app="Zoom Workplace",
    site="https://zoom.us",
    download_page="https://zoom.us/download",
    trial_page="https://zoom.us/test",
    meeting_id=CodeShape(9, 11, 11, begins_with_zero=False, example="812 3456 7890"),
    passcode=CodeShape(6, 6, 10),  # six by itself, ten at the most
    chooses_passcode=False,
    links=LinkShape(
        host=re.compile(r"([a-z0-9-]+\.)*zoom\.us", re.ASCII),
        path=re.compile(r"/(?:j|w)/([0-9]{9,11})/?", re.ASCII),
        origins=_ORIGINS,
        example="https://us05web.zoom.us/j/81234567890?pwd=…",
        start_path="/s/{id}",
    ),
    has_host_link=True,
    keeps_list=True,
    reports_participants=True,
    sends_webhooks=True,
    daily_limit=MOST_A_DAY,
    start_origins=_ORIGINS,
    check_command="madoguchi zoom check",
)
