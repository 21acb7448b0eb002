"""Every kind of message has its texts, and every folder of texts is a kind that can be rendered."""

from booking.assets import assets
from booking.queries.letters import KINDS

PARTS = {"inbox.html", "mail.txt", "subject.txt"}


def test_every_kind_of_message_has_its_texts() -> None:
    folders = {folder.name: folder for folder in assets("templates").joinpath("messages").iterdir() if folder.is_dir()}
    assert set(folders) == set(KINDS)
    assert all({part.name for part in folder.iterdir()} == PARTS for folder in folders.values())
