"""How often a token may call: so many requests within a minute.

The answers say what is left (draft-ietf-httpapi-ratelimit-headers-10) and, for older clients, in the three headers of
the drafts before.
"""

from flask import Response, g

from booking.api.blueprint import blueprint
from booking.api.problem_types import own_problem
from booking.core.rate_limits import Allowance, Limit, rate_limits

# Generous: a seeker's client needs ten, a telephone desk that books all day a hundred.
REQUESTS = Limit("requests with a token", 600, seconds=60)


def count_request(token_id: int) -> None:
    """Count a request of the token.

    Raises:
        ProblemFound: 429 with Retry-After, when this minute's requests are used up.
    """
    g.api_allowance = allowance = rate_limits().count(REQUESTS, token_id)
    if allowance.exceeded:
        raise own_problem("too-many-requests", headers={"Retry-After": str(allowance.reset_seconds)})


@blueprint.after_request
def _show_allowance(response: Response) -> Response:
    if "api_allowance" in g:
        response.headers.update(_headers(g.api_allowance))
    return response


def _headers(allowance: Allowance) -> dict[str, str]:
    """The allowance as clients read it."""
    return {
        "RateLimit-Policy": f'"token";q={allowance.limit};w={REQUESTS.seconds}',
        "RateLimit": f'"token";r={allowance.remaining};t={allowance.reset_seconds}',
        "RateLimit-Limit": str(allowance.limit),
        "RateLimit-Remaining": str(allowance.remaining),
        "RateLimit-Reset": str(allowance.reset_seconds),
    }
