"""A client without any wisdom, to see what the stand-in does with plain requests."""

from dataclasses import dataclass

import requests

from tests.zoom_stand_in.answers import Json
from tests.zoom_stand_in.stand_in import StandIn

HOST = "desk@example.com"
SETTINGS: Json = {
    "waiting_room": True,
    "waiting_room_options": {"mode": "custom", "who_goes_to_waiting_room": "everyone"},
    "join_before_host": False,
    "use_pmi": False,
    "approval_type": 2,
    "meeting_authentication": False,
    "alternative_hosts": "",
    "auto_recording": "none",
    "auto_start_meeting_summary": False,
    "auto_start_ai_companion_questions": False,
    "continuous_meeting_chat": {"enable": False},
    "question_and_answer": {"enable": False},
    "encryption_type": "enhanced_encryption",
    "allow_participants_to_transcribe_meetings_with_my_notes": False,
    "support_participants_receive_summary": False,
}
WISH: Json = {
    "topic": "オンライン相談",
    "type": 2,
    "start_time": "2026-12-02T01:00:00Z",
    "timezone": "Asia/Tokyo",
    "duration": 30,
    "password": "482917",
    "settings": SETTINGS,
}


@dataclass
class Client:
    """Asks, with a token that it fetches once."""

    zoom: StandIn
    token: str = ""

    def fetch_token(self, secret: str | None = None, **form: str) -> requests.Response:
        """One request at the token endpoint."""
        given = self.zoom.settings
        sent = {"grant_type": "account_credentials", "account_id": given.account_id} | form
        return requests.post(
            given.oauth_url, data=sent, auth=(given.client_id, secret or given.client_secret), timeout=20
        )

    def call(self, method: str, path: str, body: Json | None = None, **headers: str) -> requests.Response:
        """One call with the token."""
        self.token = self.token or self.fetch_token().json()["access_token"]
        sent = {"Accept": "application/json", "Authorization": f"Bearer {self.token}"} | headers
        return requests.request(method, f"{self.zoom.base_url}/v2{path}", json=body, headers=sent, timeout=20)

    def create(self, **fields: object) -> Json:
        """A new meeting of the host."""
        answer = self.call("POST", f"/users/{HOST}/meetings", WISH | fields)
        assert answer.status_code == 201, answer.text
        made: Json = answer.json()
        return made

    def get(self, meeting: Json) -> Json:
        """The meeting as it is now."""
        found: Json = self.call("GET", f"/meetings/{meeting['id']}").json()
        return found

    def refusal(self, method: str, path: str, body: Json | None = None) -> tuple[int, int]:
        """Status and code of an answer that is an error."""
        answer = self.call(method, path, body)
        return answer.status_code, answer.json()["code"]
