"""How a meeting ID is written where it is read out."""

import pytest

from booking.meetings.reads import MeetingDetails
from booking.tables import MeetingState


@pytest.mark.parametrize(
    ("meeting_id", "shown"),
    [
        ("", ""),
        ("8123456789", "812 3456 789"),
        ("81234567801", "812 3456 7801"),
        ("298765432109876", "298 765 432 109 876"),
        ("2987654321098", "298 765 432 109 8"),
    ],
)
def test_a_meeting_id_is_read_out_in_groups(meeting_id: str, shown: str) -> None:
    assert MeetingDetails(MeetingState.ISSUED, meeting_id).meeting_id_grouped == shown
