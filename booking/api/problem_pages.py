"""The pages to which the `type` of a problem leads: what it means, for people who write programs (RFC 9457 §3.1.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from booking.api.examples import example
from booking.api.problem_types import OWN_PROBLEMS, OwnProblem
from booking.api.problems import name_of
from booking.core.explain import explain
from booking.core.refusal_kinds import refusal_kinds
from booking.core.refusals import Refusal
from booking.people.permissions import ANYONE, allow

blueprint = Blueprint("problems", __name__, url_prefix="/problems")


@dataclass(frozen=True)
class ProblemType:
    """A type of problem; `detail` is an example, for the facts differ each time."""

    name: str
    status: HTTPStatus
    title: str
    detail: str
    english: str


@blueprint.get("/")
@allow(ANYONE)
def problems() -> ResponseReturnValue:
    """Every type, by its status."""
    types = sorted(map(explained, _names()), key=lambda one: (one.status, one.name))
    return render_template("problems/list.html", problems=[one for one in types if not one.name.startswith("http-")])


@blueprint.get("/<name>")
@allow(ANYONE)
def problem(name: str) -> ResponseReturnValue:
    """One type."""
    if name not in _names():
        abort(404)
    return render_template("problems/problem.html", problem=explained(name))


def explained(name: str) -> ProblemType:
    """What the type of this name means."""
    source = _names()[name]
    if isinstance(source, OwnProblem):
        title, detail = source.words()
        return ProblemType(name, source.status, title, detail, source.english)
    refusal = example(source)
    explanation = explain(refusal)
    detail = explanation.sentences
    return ProblemType(name, HTTPStatus(refusal.http_status), explanation.title, detail, _first_line(source))


@cache
def _names() -> Mapping[str, OwnProblem | type[Refusal]]:
    return {**OWN_PROBLEMS, **{name_of(kind): kind for kind in refusal_kinds()}}


def _first_line(kind: type[Refusal]) -> str:
    """What the code itself says of the kind."""
    return (kind.__doc__ or "").strip().splitlines()[0]
