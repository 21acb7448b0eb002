"""What came of a call to a seeker who did not come."""

from enum import StrEnum


class CallResult(StrEnum):
    """What came of it."""

    SPOKE = "spoke"
    NO_ANSWER = "no_answer"
    MESSAGE_LEFT = "message_left"
    NOT_CONNECTED = "not_connected"
