"""A client that keeps a list of slots and asks whether it is still true."""

from tests.api.calls import Caller

SLOTS = "/procedures/omura-soudan/slots"


def states(caller: Caller, query: str = "") -> dict[str, str]:
    """State by start."""
    return {slot["starts_at"]: slot["state"] for slot in caller.get(f"{SLOTS}{query}").json["items"]}


class Watcher:
    """A client that keeps the list and asks whether it is still true."""

    def __init__(self, caller: Caller, query: str = "") -> None:
        self._caller, self._path = caller, f"{SLOTS}{query}"
        self._etag = caller.get(self._path).headers["ETag"]

    def changed(self) -> bool:
        """Whether the server gave a new list; if so it is the one that is kept."""
        answer = self._caller.get(self._path, **{"If-None-Match": self._etag})
        assert answer.status_code in {200, 304}
        self._etag = answer.headers["ETag"]
        return answer.status_code == 200
