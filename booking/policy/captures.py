"""Kinds of what must never happen in a consultation (design §4.11), and what each asks of staff; knows no tables."""

from enum import StrEnum


class Capture(StrEnum):
    """What somebody did with a consultation against the promise that nothing of it is kept."""

    RECORDING = "recording"
    AI = "ai"
    STREAM = "stream"
    RECORDED = "recorded"  # a recording is there
    SUMMARY = "summary"  # a summary is there
    TRANSCRIPT = "transcript"  # a text of what was said is there


# These go on until somebody stops them; of the others something is there to be deleted.
TO_BE_STOPPED = frozenset({Capture.RECORDING, Capture.AI, Capture.STREAM})
