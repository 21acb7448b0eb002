"""The settings of a user, as GET /users/{userId}/settings tells them; a user in good order has the promise kept."""

from copy import deepcopy

from tests.zoom_stand_in.answers import Json
from tests.zoom_stand_in.shapes import Shape, any_of, is_flag, is_number, is_one_of, is_text
from tests.zoom_stand_in.world.settings import merged
from tests.zoom_stand_in.world.users import User

_AI: Json = {"enable": False, "auto_enable": False}
_IN_GOOD_ORDER: Json = {
    "schedule_meeting": {
        "audio_type": "voip",
        "continuous_meeting_chat": {
            "enable": False,
            "can_add_external_users": False,
            "auto_add_invited_external_users": False,
            "support_instant_meetings": False,
            "support_scheduled_meetings": False,
        },
        "embed_password_in_join_link": True,
        "host_video": True,
        "join_before_host": False,
        "participants_video": True,
        "personal_meeting": True,
        "require_password_for_scheduling_new_meetings": True,
        "use_pmi_for_instant_meetings": False,
        "use_pmi_for_scheduled_meetings": False,
    },
    "in_meeting": {
        "ai_companion_questions": {**_AI, "who_can_ask_questions": 1},
        "allow_live_streaming": False,
        "allow_participants_to_transcribe_meetings_with_my_notes": False,
        "allow_users_save_chats": 1,
        "auto_saving_chat": False,
        "chat": True,
        "closed_captioning": {
            "auto_transcribing": True,
            "enable": True,
            "save_caption": False,
            "third_party_captioning_service": False,
            "view_full_transcript": False,
        },
        "co_host": True,
        "e2e_encryption": False,
        "manual_captioning": {
            "allow_to_type": True,
            "auto_generated_captions": True,
            "full_transcript": False,
            "manual_captions": True,
            "save_captions": False,
            "third_party_captioning_service": False,
        },
        "meeting_question_answer": False,
        "meeting_summary_with_ai_companion": {**_AI, "who_will_receive_summary": 1},
        "private_chat": True,
        "screen_sharing": True,
        "support_participants_receive_summary": False,
        "waiting_room": True,
    },
    "recording": {
        "allow_cmr_3rd_party_bot": False,
        "auto_recording": "none",
        "cloud_recording": False,
        "local_recording": False,
        "recording_audio_transcript": False,
        "save_chat_text": False,
    },
    "email_notification": {"schedule_for_reminder": False, "jbh_reminder": False},
    "feature": {"concurrent_meeting": "Basic", "meeting_capacity": 100},
}
_SECURITY: Json = {
    "auto_security": True,
    "embed_password_in_join_link": True,
    "encryption_type": "enhanced_encryption",
    "end_to_end_encrypted_meetings": False,
    "meeting_password": True,
    "meeting_password_requirement": {
        "length": 0,
        "have_letter": False,
        "have_number": False,
        "have_special_character": False,
        "have_upper_and_lower_characters": False,
        "only_allow_numeric": False,
        "consecutive_characters_length": 0,
        "weak_enhance_detection": False,
    },
    "only_authenticated_can_join_from_webclient": False,
    "phone_password": True,
    "waiting_room": True,
    "waiting_room_settings": {
        "participants_to_place_in_waiting_room": 0,
        "users_who_can_admit_participants_from_waiting_room": 0,
        "whitelisted_domains_for_waiting_room": "",
    },
}

# A host whose every switch is on: what a request leaves out is recorded, summarised, streamed and open to guests.
EVERYTHING_ON: Json = {
    "defaults": {
        "allow_participants_to_transcribe_meetings_with_my_notes": True,
        "alternative_hosts": "deputy@example.com",
        "approval_type": 0,
        "auto_recording": "cloud",
        "auto_start_ai_companion_questions": True,
        "auto_start_meeting_summary": True,
        "continuous_meeting_chat": {
            "enable": True,
            "auto_add_invited_external_users": True,
            "auto_add_meeting_participants": True,
        },
        "encryption_type": "e2ee",
        "join_before_host": True,
        "meeting_authentication": True,
        "mute_upon_entry": True,
        "push_change_to_calendar": True,
        "question_and_answer": {"enable": True},
        "support_participants_receive_summary": True,
        "watermark": True,
        "who_will_receive_summary": 4,
    },
    "settings": {
        "schedule_meeting": {"continuous_meeting_chat": {"enable": True}, "join_before_host": True},
        "in_meeting": {
            "ai_companion_questions": {"enable": True, "auto_enable": True},
            "allow_live_streaming": True,
            "allow_participants_to_transcribe_meetings_with_my_notes": True,
            "allow_users_save_chats": 3,
            "auto_saving_chat": True,
            "closed_captioning": {"save_caption": True, "view_full_transcript": True},
            "manual_captioning": {"save_captions": True, "full_transcript": True},
            "meeting_summary_with_ai_companion": {"enable": True, "auto_enable": True, "who_will_receive_summary": 4},
            "support_participants_receive_summary": True,
        },
        "recording": {
            "allow_cmr_3rd_party_bot": True,
            "auto_recording": "cloud",
            "cloud_recording": True,
            "local_recording": True,
        },
    },
    "security": {
        "encryption_type": "e2ee",
        "end_to_end_encrypted_meetings": True,
        "only_authenticated_can_join_from_webclient": True,
        "waiting_room_settings": {
            "participants_to_place_in_waiting_room": 2,
            "users_who_can_admit_participants_from_waiting_room": 1,
            "whitelisted_domains_for_waiting_room": "example.com",
        },
    },
    "uses_pmi": True,
    "waits_in_room": False,
}


def settings_of(user: User, locked: Json) -> Json:
    """A user's settings as far as they touch meetings; what an administrator locked rules."""
    settings = deepcopy(_IN_GOOD_ORDER)
    settings["schedule_meeting"]["use_pmi_for_scheduled_meetings"] = user.uses_pmi
    for name, section in user.settings.items():
        settings[name] = merged(settings.get(name, {}), section)
    settings["schedule_meeting"]["join_before_host"] |= bool(locked.get("join_before_host", False))
    for name in user.untold:
        _leave_out(settings, name)
    return settings


def security_of(user: User, locked: Json) -> Json:
    """The answer with ?option=meeting_security."""
    settings = merged(deepcopy(_SECURITY), user.security)
    settings["waiting_room"] = bool(locked.get("waiting_room", user.waits_in_room))
    settings["meeting_password_requirement"] |= user.policy
    return {"meeting_security": settings}


def _leave_out(settings: Json, path: str) -> None:
    """Take "recording.local_recording" out of the answer."""
    section, _, name = path.partition(".")
    if name:
        settings.get(section, {}).pop(name, None)
    else:
        settings.pop(section, None)


def _shape_of(example: Json, **closer: Shape) -> dict[str, Shape]:
    """The shape of an answer from an example of it; `closer` names those whose values are few."""
    return any_of({name: closer.get(name) or _kind_of(value, closer) for name, value in example.items()})


def _kind_of(value: object, closer: dict[str, Shape]) -> Shape:
    if isinstance(value, dict):
        return _shape_of(value, **closer)
    if isinstance(value, bool):
        return is_flag
    return is_number(0, 10_000) if isinstance(value, int) else is_text()


SETTINGS_SHAPE: Shape = _shape_of(
    _IN_GOOD_ORDER,
    allow_users_save_chats=is_one_of(1, 2, 3),
    audio_type=is_one_of("both", "telephony", "voip", "thirdParty"),
    auto_recording=is_one_of("local", "cloud", "none"),
    concurrent_meeting=is_one_of("Basic", "Plus", "None"),
    who_can_ask_questions=is_number(1, 5),
    who_will_receive_summary=is_number(1, 4),
)
SECURITY_SHAPE: Shape = {
    "meeting_security": _shape_of(
        _SECURITY,
        consecutive_characters_length=is_one_of(0, 4, 5, 6, 7, 8),
        encryption_type=is_one_of("enhanced_encryption", "e2ee"),
        participants_to_place_in_waiting_room=is_one_of(0, 1, 2),
        users_who_can_admit_participants_from_waiting_room=is_one_of(0, 1),
    )
}
