"""PURE: the rule (rules.md#meetings) as settings of a Zoom meeting: what is sent, and what is read back and put back.

Every setting that matters is sent: since March 2026 whatever is left out follows the host's own settings.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class _Kept:
    """A setting that is read back; `called` is its short name in `drift`, which has room for all of them together.

    One that Zoom always shows and does not show now counts as wrong: nobody knows that it holds. Others are watched
    where they are shown, as accounts learn of them one after another.
    """

    wanted: object
    called: str
    always_shown: bool = True


_WATCHED_WHERE_SHOWN = False

# Documented in October and November 2026. An account that is behind refuses a request for what it does not know.
_NEWEST: dict[str, _Kept] = {
    "allow_participants_to_transcribe_meetings_with_my_notes": _Kept(False, "my_notes", _WATCHED_WHERE_SHOWN),
    "support_participants_receive_summary": _Kept(False, "summary_to_all", _WATCHED_WHERE_SHOWN),
}
# What would let guests share a room, keep them out, or record, summarise or spread what they say.
_KEPT: dict[str, _Kept] = {
    "waiting_room": _Kept(True, "waiting_room"),
    # Else whole domains may pass by the waiting room, and let others in.
    "waiting_room_options": _Kept(
        {"mode": "custom", "who_goes_to_waiting_room": "everyone"}, "let_past", _WATCHED_WHERE_SHOWN
    ),
    "join_before_host": _Kept(False, "join_before_host"),
    "auto_recording": _Kept("none", "auto_recording"),
    "use_pmi": _Kept(False, "use_pmi"),
    "meeting_authentication": _Kept(False, "meeting_authentication"),
    "approval_type": _Kept(2, "registration"),  # with it guests type their name and address
    "auto_start_meeting_summary": _Kept(False, "ai_summary"),
    "auto_start_ai_companion_questions": _Kept(False, "ai_questions"),
    "alternative_hosts": _Kept("", "alt_hosts", _WATCHED_WHERE_SHOWN),
    # A chat that outlives the meeting keeps what was written for whoever is added to it.
    "continuous_meeting_chat": _Kept({"enable": False}, "kept_chat", _WATCHED_WHERE_SHOWN),
    # End-to-end encryption would shut out browsers and telephones, and take the captions away.
    "encryption_type": _Kept("enhanced_encryption", "encryption", _WATCHED_WHERE_SHOWN),
    **_NEWEST,
}
# Sent as well; whether Zoom takes them harms nobody.
_PREFERRED: dict[str, object] = {
    "host_video": True,
    "participant_video": True,
    "mute_upon_entry": False,  # a seeker alone with the counsellor should be heard at once
    "audio": "voip",
    "email_notification": False,
    "private_meeting": True,
    "push_change_to_calendar": False,
    "question_and_answer": {"enable": False},
}


def for_creation(*, newest: bool) -> dict[str, object]:
    """All that is sent with a new meeting; `newest` unless the account does not know the newest ones."""
    return _PREFERRED | for_correction(newest=newest)


def for_correction(*, newest: bool) -> dict[str, object]:
    """Those that are read back."""
    return {name: kept.wanted for name, kept in _KEPT.items() if newest or name not in _NEWEST}


def drifted(shown: dict[str, object]) -> list[str]:
    """By our names, those that are not as they were sent, or that Zoom ought to show and does not."""
    return [kept.called for name, kept in _KEPT.items() if _differs(kept, shown, name)]


def knows_newest(shown: dict[str, object]) -> bool:
    """Whether an account that shows these settings of a meeting knows the newest ones."""
    return any(name in shown for name in _NEWEST)


def _differs(kept: _Kept, shown: dict[str, object], name: str) -> bool:
    if name not in shown:
        return kept.always_shown
    found = shown[name]
    if isinstance(kept.wanted, dict):
        return not (isinstance(found, dict) and all(found.get(part) == value for part, value in kept.wanted.items()))
    return found != kept.wanted
