"""Problem details (RFC 9457): how the API says no. The words are those of the pages, the facts those of the refusal."""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum
from http import HTTPStatus
from re import sub
from typing import Any

from flask import Response

from booking.core.explain import explain, explain_to_staff
from booking.core.refusals import OfficeContact, Refusal
from booking.services import services
from calendars.office_time import in_office_time

MEDIA_TYPE = "application/problem+json"

# Members of every problem; a fact of the same name is called booking_<name>.
_TAKEN_NAMES = {"type", "title", "status", "detail", "instance", "office"}


@dataclass
class ProblemFound(Exception):
    """A request that the API cannot take as it is. `name` is the last part of the problem's type."""

    status: HTTPStatus
    name: str
    title: str
    detail: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def problem_of_refusal(refusal: Refusal, *, to_staff: bool) -> ProblemFound:
    """Make the problem that explains `refusal`, in the words for staff or for seekers."""
    explanation = explain_to_staff(refusal) if to_staff else explain(refusal)
    return ProblemFound(
        HTTPStatus(refusal.http_status),
        name_of(type(refusal)),
        explanation.title,
        explanation.sentences,
        {**_facts(refusal), "office": _office(refusal.office)},
    )


def answer_of(problem: ProblemFound) -> Response:
    """The answer that carries `problem`."""
    members = {
        "type": f"{services().config.base_url}/problems/{problem.name}",
        "title": problem.title,
        "status": problem.status.value,
        "detail": problem.detail,
        **problem.facts,
    }
    headers = {"Cache-Control": "no-store", **problem.headers}
    return Response(json.dumps(members, ensure_ascii=False), problem.status, headers, content_type=MEDIA_TYPE)


def name_of(kind: type[Refusal]) -> str:
    """The stable name of a kind of refusal: SlotTaken is slot-taken."""
    return sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()


def _facts(refusal: Refusal) -> dict[str, Any]:
    names = [fact.name for fact in dataclasses.fields(refusal) if fact.name != "office"]
    return {f"booking_{name}" if name in _TAKEN_NAMES else name: _plain(getattr(refusal, name)) for name in names}


def _office(office: OfficeContact | None) -> dict[str, Any] | None:
    if office is None:
        return None
    return {fact.name: _plain(getattr(office, fact.name)) for fact in dataclasses.fields(office)}


def _plain(fact: Any) -> Any:
    """A fact as JSON has it: moments as RFC 3339 on the office's clock."""
    match fact:
        case datetime():
            return in_office_time(fact).isoformat(timespec="seconds")
        case date():
            return fact.isoformat()
        case time():
            return fact.isoformat(timespec="minutes")
        case Enum():
            return fact.value
        case str():
            return fact
        case Sequence():
            return [_plain(one) for one in fact]
        case _:
            return fact
