"""The OpenAPI 3.1 document, made from the operations themselves: what they declare is what they do."""

import gzip
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, request
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from booking.api import problems
from booking.api.blueprint import blueprint
from booking.api.operations import Operation, operation, operation_of
from booking.api.shapes import Document, Problem
from booking.people.permissions import ANYONE, Callers, allow, callers_of
from booking.wsgi.gzipped import unpacks_gzip

_MADE = "api_document"
_REFERENCE = "#/components/schemas/{model}"
_PARAMETER = re.compile(r"<(\w+)>")

_ABOUT = """Books online career consultations at public employment offices.

Times are RFC 3339 with +09:00; any offset is accepted, a missing one is refused. Errors are problem details
(RFC 9457): programs tell them apart by `type`, people read `detail`. Answers to a token carry the headers `RateLimit`
and `RateLimit-Policy`.
"""

_MEANINGS = {
    HTTPStatus.OK: "Done.",
    HTTPStatus.CREATED: "Booked; Location says where. A repeated request is answered the same way.",
    HTTPStatus.NOT_MODIFIED: "Unchanged since the given ETag.",
    HTTPStatus.BAD_REQUEST: "No JSON, or no Idempotency-Key where one is needed.",
    HTTPStatus.UNAUTHORIZED: "No token, or one that opens nothing.",
    HTTPStatus.FORBIDDEN: "The token does not allow this, or the seeker may not book.",
    HTTPStatus.NOT_FOUND: "Unknown, or not the caller's to see.",
    HTTPStatus.CONFLICT: "The office's rules refuse it: `type` says which, `alternatives` what else is open.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is too large.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "The body is not application/json.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Fields lack their shape (`errors` names them), or a fact is missing.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many requests (Retry-After says how long to wait), or second thoughts today.",
    HTTPStatus.SERVICE_UNAVAILABLE: "The database is busy; nothing was changed, and trying again is safe.",
}


@blueprint.get("/openapi.json")
@allow(ANYONE)
@operation(Document)
def openapi() -> Response:
    """Read this document."""
    if _MADE not in current_app.extensions:
        current_app.extensions[_MADE] = _plain_and_packed(current_app)
    plain, packed = current_app.extensions[_MADE]
    unpacks = unpacks_gzip(request.environ.get("HTTP_ACCEPT_ENCODING"))
    response = Response(packed if unpacks else plain, content_type="application/json")
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept-Encoding")
    if unpacks:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _plain_and_packed(app: Flask) -> tuple[bytes, bytes]:
    plain = Document.model_validate(_document(app)).model_dump_json().encode()
    return plain, gzip.compress(plain, mtime=0)


def _document(app: Flask) -> dict[str, Any]:
    found = sorted(_operations(app), key=lambda one: (one[0], one[1]))
    paths: dict[str, dict[str, Any]] = {}
    for path, method, name, view in found:
        declared, callers = operation_of(view), callers_of(view)
        if declared is not None and callers is not None:
            paths.setdefault(path, {})[method] = _described(name, path, declared, callers)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Madoguchi", "version": "1", "description": _ABOUT},
        "servers": [{"url": blueprint.url_prefix}],
        "paths": paths,
        "components": {
            "schemas": _schemas([operation_of(view) for *_, view in found]),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operations(app: Flask) -> Iterator[tuple[str, str, str, Any]]:
    """Path, method, name and view of every operation."""
    prefix = str(blueprint.url_prefix)
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith(f"{blueprint.name}."):
            path = _PARAMETER.sub(r"{\1}", rule.rule.removeprefix(prefix))
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                yield path, method.lower(), rule.endpoint.split(".")[-1], app.view_functions[rule.endpoint]


def _described(name: str, path: str, declared: Operation, callers: Callers) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": name,
        "summary": declared.summary,
        "parameters": [*_path_parameters(path), *_query_parameters(declared), *_header_parameters(declared)],
        "responses": _responses(declared, callers),
    }
    if declared.body is not None:
        described["requestBody"] = {
            "required": any(field.is_required() for field in declared.body.model_fields.values()),
            "content": {"application/json": {"schema": _reference(declared.body)}},
        }
    if callers.scope is not None:
        described["security"] = [{"token": [callers.scope.value]}]
    return described


def _path_parameters(path: str) -> list[dict[str, Any]]:
    names = re.findall(r"{(\w+)}", path)
    return [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]


def _query_parameters(declared: Operation) -> list[dict[str, Any]]:
    if declared.query is None:
        return []
    schema = declared.query.model_json_schema()
    definitions = schema.get("$defs", {})
    return [
        {"name": name, "in": "query", "required": False, "schema": _without_null(_inlined(field, definitions))}
        for name, field in schema["properties"].items()
    ]


def _header_parameters(declared: Operation) -> list[dict[str, Any]]:
    if not declared.one_time:
        return []
    about = "Tells a repeated request from a second one: new for each act, kept for 24 hours."
    schema = {"type": "string", "pattern": "^[!-~]{1,100}$"}
    return [{"name": "Idempotency-Key", "in": "header", "required": True, "description": about, "schema": schema}]


def _responses(declared: Operation, callers: Callers) -> dict[str, Any]:
    done: dict[str, Any] = {
        "description": _MEANINGS[declared.status],
        "content": {"application/json": {"schema": _reference(declared.answers)}},
    }
    if declared.conditional:
        done["headers"] = {"ETag": {"schema": {"type": "string"}, "required": True}}
    if declared.status is HTTPStatus.CREATED:
        done["headers"] = {"Location": {"schema": {"type": "string"}, "required": True}}
    responses = {str(declared.status.value): done}
    if declared.conditional:
        responses["304"] = {"description": _MEANINGS[HTTPStatus.NOT_MODIFIED]}
    for status in sorted(_problems(declared, callers)):
        content = {problems.MEDIA_TYPE: {"schema": _reference(Problem)}}
        responses[str(status.value)] = {"description": _MEANINGS[status], "content": content}
    return responses


def _problems(declared: Operation, callers: Callers) -> set[HTTPStatus]:
    """The statuses with which the operation may refuse; 500 is a fault and no answer of ours."""
    found = {HTTPStatus.SERVICE_UNAVAILABLE, *declared.problems}
    if callers.scope is not None:
        found |= {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS}
    if declared.query is not None or declared.body is not None:
        found.add(HTTPStatus.UNPROCESSABLE_ENTITY)
    if declared.body is not None:
        found |= {
            HTTPStatus.BAD_REQUEST,
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        }
    return found


def _schemas(declared: list[Operation | None]) -> dict[str, Any]:
    modes: dict[type[BaseModel], JsonSchemaMode] = {Problem: "serialization"}
    for one in declared:
        if one is not None:
            modes[one.answers] = "serialization"
            if one.body is not None:
                modes[one.body] = "validation"
    _, schema = models_json_schema(list(modes.items()), ref_template=_REFERENCE)
    schemas: dict[str, Any] = schema["$defs"]
    return schemas


def _reference(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": _REFERENCE.format(model=model.__name__)}


def _inlined(schema: Any, definitions: dict[str, Any]) -> Any:
    """The schema with what it refers to put in its place: a parameter stands outside the components."""
    match schema:
        case {"$ref": str(reference)}:
            return _inlined(definitions[reference.rsplit("/", 1)[-1]], definitions)
        case dict():
            return {key: _inlined(part, definitions) for key, part in schema.items()}
        case list():
            return [_inlined(part, definitions) for part in schema]
        case _:
            return schema


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """In an address nothing is null: a parameter is there or left out."""
    kept = {key: part for key, part in schema.items() if key not in {"anyOf", "default", "title"}}
    if schema.get("default") is not None:
        kept["default"] = schema["default"]
    for part in schema.get("anyOf", ()):
        if part != {"type": "null"}:
            kept |= part
    return kept
