"""Reads what a request carries, by its model; what is malformed becomes a problem that names the place."""

import re
from typing import Any, TypeVar

from flask import request
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from booking.api.problem_types import own_problem
from booking.api.problems import ProblemFound
from booking.core import codes
from booking.core.texts import _

M = TypeVar("M", bound=BaseModel)

_KEY = re.compile(r"[\x21-\x7e]{1,100}")


def read_body(model: type[M]) -> M:
    """The request's JSON body.

    Raises:
        ProblemFound: 415 for another media type, 400 for what is no JSON, 422 for fields of another shape.
    """
    content = request.get_data(cache=False)
    if not content and all(not field.is_required() for field in model.model_fields.values()):
        content = b"{}"  # nothing is asked for, and nothing was sent
    elif request.mimetype != "application/json":
        raise own_problem("unsupported-media-type")
    try:
        return model.model_validate_json(content)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=True)
        if found[0]["type"] == "json_invalid":
            raise own_problem("malformed-json") from None
        raise invalid_fields(*({"pointer": _pointer(one), "detail": _words(one)} for one in found)) from None


def read_query(model: type[M]) -> M:
    """The request's query; what nobody asks for is left alone.

    Raises:
        ProblemFound: 422 for parameters of another shape.
    """
    try:
        return model.model_validate(request.args.to_dict())
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=True)
        raise invalid_fields(*({"parameter": str(one["loc"][0]), "detail": _words(one)} for one in found)) from None


def read_key() -> str:
    """The Idempotency-Key: what tells a repeated request from a second one.

    Raises:
        ProblemFound: 400 when there is none, or none of up to 100 visible ASCII characters.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key):
        raise own_problem("idempotency-key-missing")
    return f"api:{key}"


def invalid_fields(*errors: dict[str, str]) -> ProblemFound:
    """The problem of fields that lack their shape; each with its JSON pointer (or parameter) and what to do."""
    return own_problem("invalid-fields", {"errors": list(errors)})


def _pointer(error: ErrorDetails) -> str:
    """Where in the body (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in error["loc"])


def _words(error: ErrorDetails) -> str:
    """What is wrong with a field and what would be right; the most particular words that we have."""
    facts: dict[str, Any] = error.get("ctx", {})
    match error["type"]:
        case "string_too_long":
            return _("%(most)s文字以内で送ってください。", most=facts["max_length"])
        case "string_pattern_mismatch" if codes.PATTERN in facts["pattern"]:
            return _("英小文字・数字・ハイフンのコードを送ってください。例：omura-soudan")
        case "enum" | "literal_error":
            return _("次のどれかを送ってください：%(expected)s", expected=_choices(facts["expected"]))
        case "greater_than_equal":
            return _("%(least)s以上の数を送ってください。", least=facts["ge"])
        case "less_than_equal":
            return _("%(most)s以下の数を送ってください。", most=facts["le"])
        case kind:
            return _words_of_kind(kind)


def _choices(listed: str) -> str:
    """The choices that Pydantic lists in English: 'web', 'phone' or 'counter'."""
    return _("、").join(re.findall("'([^']*)'", listed))


def _words_of_kind(kind: str) -> str:
    match kind:
        case "missing":
            return _("必要な項目がありません。")
        case "extra_forbidden":
            return _("この名前の項目はありません。")
        case "moment":
            return _("時差の付いた日時を送ってください。例：2026-11-25T10:00:00+09:00")
        case "day":
            return _("日付を送ってください。例：2026-11-25")
        case "line":
            return _("改行や制御文字のない1行の文字列を送ってください。")
        case "blank" | "string_too_short":
            return _("何か書いてください。")
        case "string_type":
            return _("文字列を送ってください。")
        case _:
            return _("この項目の形がちがいます。/api/v1/openapi.json で確かめてください。")
