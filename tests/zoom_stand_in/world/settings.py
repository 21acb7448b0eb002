"""The settings of a meeting that Zoom documents: their types, and what a host without wishes of their own gets.

What is left out at the creation follows the host's own settings, since 2026-03-15 in every account.
"""

from tests.zoom_stand_in.answers import Json
from tests.zoom_stand_in.shapes import Shape, any_of, is_flag, is_number, is_one_of, is_text

# Documented in the autumn of 2026: an account that is behind does not know them.
NEWEST = ("allow_participants_to_transcribe_meetings_with_my_notes", "support_participants_receive_summary")

_FLAGS = (
    "allow_host_control_participant_mute_state",
    "allow_multiple_devices",
    "alternative_host_manage_cloud_recording",
    "alternative_host_manage_meeting_summary",
    "alternative_host_update_polls",
    "alternative_hosts_email_notification",
    "auto_start_ai_companion_questions",
    "auto_start_deepfake_detection",
    "auto_start_meeting_summary",
    "close_registration",
    "cn_meeting",
    "device_testing",
    "disable_participant_video",
    "email_in_attendee_report",
    "email_notification",
    "focus_mode",
    "host_pause_stop_recording",
    "host_save_video_order",
    "host_video",
    "in_meeting",
    "internal_meeting",
    "join_before_host",
    "meeting_authentication",
    "mute_upon_entry",
    "participant_focused_meeting",
    "participant_video",
    "private_meeting",
    "push_change_to_calendar",
    "registrants_confirmation_email",
    "registrants_email_notification",
    "request_permission_to_unmute_participants",
    "show_join_info",
    "show_share_button",
    "use_pmi",
    "waiting_room",
    "watermark",
    *NEWEST,
)
_ROOM = any_of({"name": is_text(), "participants": [is_text()]})
_INTERPRETER = any_of(
    {"email": is_text(), "languages": is_text(), "interpreter_languages": is_text(), "sign_language": is_text()}
)
SETTINGS: dict[str, Shape] = any_of(
    {
        **dict.fromkeys(_FLAGS, is_flag),
        "additional_data_center_regions": [is_text()],
        "alternative_hosts": is_text(),
        "approval_type": is_one_of(0, 1, 2),
        "approved_or_denied_countries_or_regions": any_of(
            {
                "enable": is_flag,
                "method": is_one_of("approve", "deny"),
                "approved_list": [is_text()],
                "denied_list": [is_text()],
            }
        ),
        "audio": is_one_of("both", "telephony", "voip", "thirdParty"),
        "audio_conference_info": is_text(2048),
        "authentication_domains": is_text(),
        "authentication_exception": [any_of({"email": is_text(), "name": is_text()})],
        "authentication_option": is_text(),
        "auto_add_recording_to_video_management": any_of(
            {"enable": is_flag, "channels": [any_of({"channel_id": is_text(), "name": is_text()})]}
        ),
        "auto_recording": is_one_of("local", "cloud", "none"),
        "breakout_room": any_of({"enable": is_flag, "rooms": [_ROOM]}),
        "calendar_type": is_one_of(1, 2),
        "contact_email": is_text(),
        "contact_name": is_text(),
        "continuous_meeting_chat": any_of(
            {
                "enable": is_flag,
                "auto_add_invited_external_users": is_flag,
                "auto_add_meeting_participants": is_flag,
            }
        ),
        "encryption_type": is_one_of("enhanced_encryption", "e2ee"),
        "global_dial_in_countries": [is_text()],
        "jbh_time": is_one_of(0, 5, 10, 15),
        "language_interpretation": any_of({"enable": is_flag, "interpreters": [_INTERPRETER]}),
        "meeting_invitees": [any_of({"email": is_text()})],
        "question_and_answer": any_of(
            {
                "enable": is_flag,
                "allow_submit_questions": is_flag,
                "allow_anonymous_questions": is_flag,
                "question_visibility": is_one_of("answered", "all"),
                "attendees_can_comment": is_flag,
                "attendees_can_upvote": is_flag,
            }
        ),
        "registration_type": is_one_of(1, 2, 3),
        "resources": [
            any_of(
                {
                    "resource_type": is_one_of("whiteboard"),
                    "resource_id": is_text(),
                    "permission_level": is_one_of("editor", "commenter", "viewer"),
                }
            )
        ],
        "sign_language_interpretation": any_of({"enable": is_flag, "interpreters": [_INTERPRETER]}),
        "summary_template_id": is_text(),
        "waiting_room_options": any_of(
            {
                "mode": is_one_of("follow_setting", "custom"),
                "who_goes_to_waiting_room": is_one_of(
                    "everyone",
                    "users_not_in_account",
                    "users_not_in_account_or_whitelisted_domains",
                    "users_not_on_invite",
                    "users_not_in_org",
                ),
            }
        ),
        "who_can_ask_questions": is_number(1, 5),
        "who_will_receive_summary": is_number(1, 4),
    }
)
# Answers, and changes, know some more.
SHOWN: dict[str, Shape] = SETTINGS | any_of(
    {
        "authentication_name": is_text(),
        "custom_keys": [any_of({"key": is_text(64), "value": is_text(256)})],
        "enforce_login": is_flag,
        "enforce_login_domains": is_text(),
        "global_dial_in_numbers": [
            any_of(dict.fromkeys(("city", "country", "country_name", "number", "type"), is_text()))
        ],
    }
)

DEFAULTS: Json = {
    **dict.fromkeys(_FLAGS, False),
    "additional_data_center_regions": [],
    "alternative_hosts": "",
    "alternative_hosts_email_notification": True,
    "approval_type": 2,
    "approved_or_denied_countries_or_regions": {"enable": False},
    "audio": "both",
    "auto_recording": "none",
    "breakout_room": {"enable": False},
    "continuous_meeting_chat": {
        "enable": False,
        "auto_add_invited_external_users": False,
        "auto_add_meeting_participants": False,
    },
    "email_notification": True,
    "encryption_type": "enhanced_encryption",
    "enforce_login": False,
    "enforce_login_domains": "",
    "global_dial_in_countries": ["JP"],
    "jbh_time": 0,
    "language_interpretation": {"enable": False},
    "meeting_invitees": [],
    "question_and_answer": {"enable": False},
    "registrants_confirmation_email": True,
    "registrants_email_notification": True,
    "sign_language_interpretation": {"enable": False},
    "waiting_room_options": {"mode": "follow_setting"},
    "who_can_ask_questions": 1,
    "who_will_receive_summary": 1,
}


def merged(before: Json, given: Json) -> Json:
    """What holds after a request: each named setting, and of an object each named part."""
    joined = {
        name: {**before[name], **value} if isinstance(value, dict) and isinstance(before.get(name), dict) else value
        for name, value in given.items()
    }
    return {**before, **joined}
