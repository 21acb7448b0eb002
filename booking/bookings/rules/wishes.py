"""What a seeker may wish for the consultation beside its topic (rules.md#wishes); the words only."""

from enum import StrEnum


class Wish(StrEnum):
    """A wish that the counsellor prepares for."""

    DOCUMENT_REVIEW = "document_review"  # 応募書類の添削 (Shiga flyer)
    INTERPRETER = "interpreter"
    CAPTIONS = "captions"
    WRITING = "writing"
    SIGN_LANGUAGE = "sign_language"
