"""What an operation of the API takes and answers, declared once: requests and the document both go by it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from inspect import getdoc
from typing import Any, get_type_hints

from flask import Response
from pydantic import BaseModel

from booking.api.parsing import read_body, read_key, read_query

_ATTRIBUTE = "api_operation"

View = Callable[..., Response | BaseModel]


@dataclass(frozen=True)
class Operation:
    """An operation as clients see it. `problems` are the statuses of its own refusals, beside those of all."""

    summary: str
    answers: type[BaseModel]
    status: HTTPStatus
    query: type[BaseModel] | None
    body: type[BaseModel] | None
    one_time: bool
    conditional: bool
    problems: tuple[HTTPStatus, ...]


def operation(
    answers: type[BaseModel],
    *,
    status: HTTPStatus = HTTPStatus.OK,
    conditional: bool = False,
    problems: tuple[HTTPStatus, ...] = (),
) -> Callable[[View], Callable[..., Response]]:
    """Declare what a view answers; what it takes is read from its parameters.

    A view asks for `query`, `body` (a pydantic model each) and `key` (the Idempotency-Key) by naming them, and gets
    them read and checked. `conditional`: it answers with an ETag and knows If-None-Match.
    """

    def declare(view: View) -> Callable[..., Response]:
        hints = get_type_hints(view)
        declared = Operation(
            summary=(getdoc(view) or "").splitlines()[0],
            answers=answers,
            status=status,
            query=hints.get("query"),
            body=hints.get("body"),
            one_time="key" in hints,
            conditional=conditional,
            problems=problems,
        )

        @wraps(view)
        def called(**path: str) -> Response:
            answer = view(**path, **_taken(declared))
            return answer if isinstance(answer, Response) else respond(answer, status)

        setattr(called, _ATTRIBUTE, declared)
        return called

    return declare


def operation_of(view: Callable[..., object]) -> Operation | None:
    """The operation that `view` is; None for anything else."""
    found = getattr(view, _ATTRIBUTE, None)
    return found if isinstance(found, Operation) else None


def respond(answer: BaseModel, status: HTTPStatus = HTTPStatus.OK, **headers: str) -> Response:
    """`answer` as JSON that no cache keeps."""
    rendered = answer.model_dump_json(by_alias=True)
    return Response(rendered, status, {"Cache-Control": "no-store", **headers}, content_type="application/json")


def _taken(declared: Operation) -> dict[str, Any]:
    taken: dict[str, Any] = {}
    if declared.one_time:
        taken["key"] = read_key()
    if declared.query is not None:
        taken["query"] = read_query(declared.query)
    if declared.body is not None:
        taken["body"] = read_body(declared.body)
    return taken
