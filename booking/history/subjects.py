"""What the entries of a timeline are about, and which acts of the audit log belong to it. Knows no tables."""

from collections.abc import Mapping
from enum import StrEnum

from booking.history.act_words import LOOKS


class Subject(StrEnum):
    """What an entry is about, as pages offer it for choosing."""

    BOOKING = "booking"
    ATTENDANCE = "attendance"
    SUSPENSION = "suspension"
    MESSAGE = "message"
    NOTE = "note"
    RECORD = "record"  # the person's record and sign-in, and any act that no other subject names
    LOOK = "look"


ACTS: Mapping[Subject, frozenset[str]] = {
    Subject.BOOKING: frozenset(
        {
            "book",
            "move",
            "change_desk",
            "cancel",
            "start_meeting",
            "enter_meeting",
            "mend_meeting",
            "replace_meeting",
            "retry_meeting",
            "see_to_captures",
            "name_counsellor",
            "mend_claims",
            "note_call",
            "take_back_call",
            "take_todo",
            "give_back_todo",
        }
    ),
    Subject.ATTENDANCE: frozenset({"mark_attendance", "correct_attendance", "note_phone_call"}),
    Subject.SUSPENSION: frozenset(
        {
            "propose_suspension",
            "withdraw_suspension",
            "suspend",
            "decline_suspension",
            "lift_suspension",
            "answer_suspension",
            "read_answers",
            "reply_to_answers",
        }
    ),
    Subject.NOTE: frozenset({"write_note", "remove_note"}),
    Subject.LOOK: LOOKS,
}

_SUBJECTS = {act: subject for subject, acts in ACTS.items() for act in acts}


def subject_of(act: str) -> Subject:
    """What an act is about."""
    return _SUBJECTS.get(act, Subject.RECORD)


def named_acts() -> frozenset[str]:
    """All acts but those of the record."""
    return frozenset(_SUBJECTS)
