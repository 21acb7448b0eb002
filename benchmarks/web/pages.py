"""Single pages, each beside its floor: kept ones beside a bare route, computed ones beside a bare Jinja page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import requests

from benchmarks.loads import Measured, measure, request
from benchmarks.town import Town

_CLIENTS = 8
PACKED = {"Accept-Encoding": "gzip"}  # as every browser says


@dataclass(frozen=True)
class Compared:
    """A page and its floor; `size` is the page's bytes."""

    page: Measured
    floor: Measured
    size: int


Pages = Mapping[str, Compared]


def measure_pages(town: Town, floors: int, service: int, *, clerk: str, sheet: str, seconds: float) -> Pages:
    """The pages by name."""
    calendars, cookie = town.calendars(), {"Cookie": clerk, **PACKED}
    path = calendars[0].split(" ", 2)[1]

    def compared(page: str, requests_: Sequence[str], headers: Mapping[str, str], floor: str = "") -> Compared:
        size = _size(service, page, headers)
        one = measure(service, requests_, clients=_CLIENTS, seconds=seconds)
        other = measure(floors, [request("GET", floor or f"/page/{size}")], clients=_CLIENTS, seconds=seconds)
        if set(one.statuses) != {"200"}:
            raise RuntimeError(f"{page} was answered {dict(one.statuses)}")
        return Compared(one, other, size)

    return {
        "calendar kept": compared(path, [request("GET", path, headers=PACKED)], {}, floor="/bare"),
        "calendar computed": compared(path, calendars, {}),
        "sheet": compared(sheet, [request("GET", sheet, headers=cookie)], cookie),
    }


def _size(port: int, path: str, headers: Mapping[str, str]) -> int:
    """How long the page is when nobody packs it."""
    plain = {**headers, "Accept-Encoding": "identity"}
    return len(requests.get(f"http://127.0.0.1:{port}{path}", headers=plain, timeout=30).content)
