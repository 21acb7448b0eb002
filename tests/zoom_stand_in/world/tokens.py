"""The token endpoint of Server-to-Server OAuth, and the check of tokens and scopes on every call."""

import base64
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.zoom_stand_in.answers import Answer, Refused, refused
from tests.zoom_stand_in.received import Received
from tests.zoom_stand_in.world.habits import Habits

ACCOUNT_ID, CLIENT_ID, CLIENT_SECRET = "stand-in-account", "stand-in-client", "stand-in-client-secret"


@dataclass
class Tokens:
    """The tokens given out, each with its end."""

    given: dict[str, datetime] = field(default_factory=dict)

    def grant(self, sent: Received, habits: Habits, api_url: str, now: datetime) -> Answer:
        """A token for who knows the app's secrets; parameters may come in the query as well."""
        _check_client(sent)
        params = sent.query | sent.form
        if params.get("grant_type") != "account_credentials":
            raise _oauth("unsupported grant type", "unsupported_grant_type")
        if params.get("account_id") != ACCOUNT_ID:
            raise _oauth("Bad Request", "invalid_request")
        if not habits.app_active:
            raise refused(400, 4741, "The app is not activated.")
        return Answer(200, self._made(habits, api_url, now))

    def _made(self, habits: Habits, api_url: str, now: datetime) -> dict[str, object]:
        if habits.single_active_token:
            self.given.clear()
        token = secrets.token_urlsafe(24)
        self.given[token] = now + timedelta(seconds=habits.token_lives)
        granted: dict[str, object] = {"access_token": token, "token_type": "bearer", "expires_in": habits.token_lives}
        granted["scope"] = " ".join(habits.scopes)
        return granted | ({"api_url": api_url} if habits.names_api_url else {})

    def check(self, sent: Received, scope: str, habits: Habits, now: datetime) -> None:
        """Refuse a call without a token that is good now and carries the scope."""
        kind, _, token = sent.headers.get("authorization", "").partition(" ")
        ends_at = self.given.get(token)
        if kind != "Bearer" or ends_at is None:
            raise refused(401, 124, "Invalid access token.")
        if ends_at <= now:
            raise refused(401, 124, "Access token is expired.")
        if scope not in habits.scopes:
            raise refused(400, 4711, f"Invalid access token, does not contain scopes:[{scope}].")


def _check_client(sent: Received) -> None:
    kind, _, encoded = sent.headers.get("authorization", "").partition(" ")
    expected = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
    if kind != "Basic" or encoded != expected:
        raise _oauth("Invalid client_id or client_secret", "invalid_client")


def _oauth(reason: str, error: str) -> Refused:
    return Refused(Answer(400, {"reason": reason, "error": error}))
