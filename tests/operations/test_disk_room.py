"""Little room on a disk is told with the name of the folder."""

from pathlib import Path

import pytest

from booking.operations.disk_room import folders_short_of_room
from tests.town import config_for


def test_a_folder_has_a_name_also_where_the_database_is_named_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("booking.operations.disk_room.LEAST_FREE", 1 << 60)
    monkeypatch.chdir(tmp_path)
    config = config_for("sqlite:///here.db", tmp_path / "elsewhere")
    assert [folder.name for folder in folders_short_of_room(config)] == [tmp_path.name]
