"""What must never happen in a consultation (rules.md#nothing-is-kept), and what each kind of it asks of staff."""

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
