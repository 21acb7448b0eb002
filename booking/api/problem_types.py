"""The problems of the API itself, which no rule of an office knows: requests that are malformed, not let in, too many.

One row each: status, words, and a line for programmers. Their names are ours and stay: programs rely on them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from booking.api.problems import ProblemFound
from booking.core.texts import _


@dataclass(frozen=True)
class OwnProblem:
    """`words` answers title and detail in the reader's language, `english` says what went wrong to a programmer."""

    status: HTTPStatus
    words: Callable[[], tuple[str, str]]
    english: str


def own_problem(
    name: str, facts: Mapping[str, Any] | None = None, *, headers: Mapping[str, str] | None = None
) -> ProblemFound:
    """The problem of this name, with its facts and the headers that go with it."""
    problem = OWN_PROBLEMS[name]
    return ProblemFound(problem.status, name, *problem.words(), facts or {}, headers or {})


def _other(status: HTTPStatus) -> OwnProblem:
    """What Flask or the web server refuses and no other row covers."""
    return OwnProblem(
        status,
        lambda: (_("この要求は受け付けられません"), _("送られた内容を読み取れませんでした。")),
        f"The request was refused with HTTP status {status.value} before anything was done.",
    )


OWN_PROBLEMS: Mapping[str, OwnProblem] = {
    "malformed-json": OwnProblem(
        HTTPStatus.BAD_REQUEST,
        lambda: (
            _("JSONとして読み取れません"),
            _("送られた内容はJSON（UTF-8）ではありません。書きなおして、もう一度送ってください。"),
        ),
        "The body is no JSON in UTF-8.",
    ),
    "idempotency-key-missing": OwnProblem(
        HTTPStatus.BAD_REQUEST,
        lambda: (
            _("Idempotency-Key ヘッダーが必要です"),
            _(
                "同じ申込みを2回受け付けないために、申込みごとに新しい、100文字以内の印字できる半角文字を送ってください。"
            ),
        ),
        "The header Idempotency-Key is missing, or is not 1 to 100 visible ASCII characters.",
    ),
    "token-missing": OwnProblem(
        HTTPStatus.UNAUTHORIZED,
        lambda: (
            _("トークンが必要です"),
            _("Authorization: Bearer ヘッダーで、発行されたトークンを送ってください。"),
        ),
        "The request carries no bearer token.",
    ),
    "token-unknown": OwnProblem(
        HTTPStatus.UNAUTHORIZED,
        lambda: (
            _("このトークンは使えません"),
            _("トークンがまちがっているか、取り消されています。新しいトークンの発行を受けてください。"),
        ),
        "The bearer token is wrong or was revoked.",
    ),
    "not-allowed": OwnProblem(
        HTTPStatus.FORBIDDEN,
        lambda: (
            _("このトークンではできません"),
            _("必要な範囲（scope）のトークンか、この操作ができる役割のアカウントのトークンを使ってください。"),
        ),
        "The token lacks the scope that `scope` names, or its account the role.",
    ),
    "not-found": OwnProblem(
        HTTPStatus.NOT_FOUND,
        lambda: (
            _("このアドレスには何もありません"),
            _("使えるアドレスは /api/v1/openapi.json に書かれています。"),
        ),
        "No operation has this address.",
    ),
    "method-not-allowed": OwnProblem(
        HTTPStatus.METHOD_NOT_ALLOWED,
        lambda: (
            _("このメソッドは使えません"),
            _("このアドレスで使えるメソッドは、Allow ヘッダーにあります。"),
        ),
        "The address has other methods; the header Allow names them.",
    ),
    "content-too-large": OwnProblem(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        lambda: (_("送られた内容が大きすぎます"), _("内容を短くして、もう一度送ってください。")),
        "The body is too large.",
    ),
    "unsupported-media-type": OwnProblem(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        lambda: (_("この形式は受け取れません"), _("Content-Type: application/json で送ってください。")),
        "The body is not application/json.",
    ),
    "invalid-fields": OwnProblem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        lambda: (_("入力に誤りがあります"), _("errors にある項目を直して、もう一度送ってください。")),
        "Fields or parameters lack their shape; `errors` names each.",
    ),
    "too-many-requests": OwnProblem(
        HTTPStatus.TOO_MANY_REQUESTS,
        lambda: (
            _("要求が多すぎます"),
            _("Retry-After ヘッダーの秒数だけ待ってから、もう一度送ってください。"),
        ),
        "The token's requests of this minute are used up; Retry-After says how many seconds to wait.",
    ),
    "too-many-misses": OwnProblem(
        HTTPStatus.TOO_MANY_REQUESTS,
        lambda: (
            _("合う方がいない組み合わせが続きました"),
            _(
                "求職番号と生年月日の両方が合う方がいない組み合わせが続いたため、しばらく確かめられません。"
                "Retry-After ヘッダーの秒数だけ待ってから、もう一度送ってください。"
            ),
        ),
        "Too many seeker numbers and birth dates fitted nobody; Retry-After says how many seconds to wait.",
    ),
    "busy": OwnProblem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        lambda: (
            _("ただいま混み合っています"),
            _(
                "いま、受け付けられませんでした。予約や変更は行われていません。"
                "少し待ってから、同じ内容でもう一度送ってください。"
            ),
        ),
        "The database is busy or away; nothing was changed, and sending the same request again is safe.",
    ),
    "internal-error": OwnProblem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        lambda: (
            _("申し訳ありません。うまく動きませんでした"),
            _("こちらの不具合です。続くときは、reference を添えてお知らせください。"),
        ),
        "A fault of ours; `reference` names its line in our log.",
    ),
    **{f"http-{status.value}": _other(status) for status in HTTPStatus if status >= HTTPStatus.BAD_REQUEST},
}
