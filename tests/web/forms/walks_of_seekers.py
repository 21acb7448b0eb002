"""The forms of seekers and of who becomes one."""

from tests.web.forms.walk import TOO_LONG, Walk

_ASKS_FOR_KEY = Walk(
    "seeker.request_reset_key",
    "",
    "/password/forgotten",
    {"address": "owen@example.com"},
    {"address": "ow@n@"},
)

_BOTH = {"privacy_policy": "yes", "my_page_terms": "yes"}
_AGREES_TO_OPEN = Walk("seeker.agree_to_open", "", "/open", _BOTH, {})
ASKS_TO_OPEN = Walk(
    "seeker.request_opening_key",
    "",
    "/open/address",
    {"address": "hatsue@example.com", "birth_year": "昭和33", "birth_month": "8", "birth_day": "15"},
    {"address": "h@n@", "birth_year": "1958"},
    before=_AGREES_TO_OPEN,
)
ASKS_FOR_ACCOUNT = Walk(
    "seeker.request_account_key", "", "/register", {"address": "new@example.com", **_BOTH}, {"address": "n@w@"}
)
_AGREES_TO_SIGN_UP = Walk("seeker.agree_to_sign_up", "", "/sign-up", _BOTH, {})

ASKS_FOR_LINK = Walk(
    "seeker.request_sign_up_link",
    "",
    "/sign-up/address",
    {"address": "newer@example.com"},
    {"address": "n@w@"},
    before=_AGREES_TO_SIGN_UP,
)

SEEKERS_WALKS = (
    _AGREES_TO_OPEN,
    ASKS_TO_OPEN,
    Walk(
        "seeker.open_my_page",
        "",
        "/open/password",
        {"key": "{mailed_key}", "password": "neu-2027!", "again": "neu-2027!"},
        {"key": "WRONG22222", "password": "neu-2027!", "again": "other-2027!"},
        before=ASKS_TO_OPEN,
    ),
    ASKS_FOR_ACCOUNT,
    Walk(
        "seeker.open_account",
        "",
        "/register/password",
        {"key": "{mailed_key}", "password": "neu-2027!", "again": "neu-2027!"},
        {"key": "", "password": "neu-2027!", "again": "neu-2027!"},
        before=ASKS_FOR_ACCOUNT,
    ),
    _AGREES_TO_SIGN_UP,
    ASKS_FOR_LINK,
    Walk(
        "seeker.submit_password",
        "naiko@example.com",
        "/mypage/password",
        {"old": "{naikos}", "password": "neu-2027!", "again": "neu-2027!"},
        {"old": "wrong", "password": "neu", "again": "new"},
    ),
    Walk(
        "seeker.request_email_key",
        "yuri2@example.com",
        "/mypage/email",
        {"address": "yuri.new@example.com", "password": "{yuri2s}"},
        {"address": "y@r@", "password": "x"},
    ),
    _ASKS_FOR_KEY,
    Walk(
        "seeker.set_password",
        "",
        "/password/reset",
        {"key": "{mailed_key}", "password": "neu-2027!", "again": "neu-2027!"},
        {"key": "WRONG22222", "password": "neu-2027!", "again": "other-2027!"},
        before=_ASKS_FOR_KEY,
    ),
    Walk(
        "seeker.check_password", "", "/login", {"login": "lan@example.com", "password": "{password}"}, {"login": "l@n"}
    ),
    Walk("seeker.hold", "yuri1@example.com", "/procedures/omura-soudan?day=2026-12-02", given={"code": "omura-soudan"}),
    Walk("seeker.agree", "sho@example.com", "/holds/{token}/terms", given={"token": "{token}"}),
    Walk(
        "seeker.write_topic",
        "sho@example.com",
        "/holds/{token}/topic",
        {"topic": "面接の練習"},
        {"topic": TOO_LONG},
        {"token": "{token}"},
    ),
    Walk(
        "seeker.submit_cancel",
        "kakuto@example.com",
        "/mypage/bookings/{kakuto}/cancel",
        {"reason": "急用"},
        {"reason": TOO_LONG},
        {"number": "{kakuto}"},
    ),
    Walk(
        "seeker.submit_move",
        "raita@example.com",
        "/mypage/bookings/{raita}/move/confirm?starts_at=2026-11-26T11:00:00%2B09:00",
        given={"number": "{raita}"},
    ),
    Walk(
        "seeker.answer_to_suspension",
        "taro.mihon@example.com",
        "/mypage/suspensions",
        {"text": "入院していました。"},
        {"text": TOO_LONG},
        {"suspension_id": "{imposed}"},
    ),
    Walk("seeker.make_feed", "lan@example.com", "/mypage/feed"),
    Walk("seeker.switch_invitations", "lan@example.com", "/mypage/invitations"),
)
