"""What a colleague changed of the same settings while a form was open: who, when, and value by value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from booking.audit.actors import staff_of
from booking.history.reads import names_of_staff
from booking.offices.file.differences import Difference
from booking.offices.file.document import office_document
from booking.offices.from_rows import office_file
from booking.offices.refusals import SettingChangedMeanwhile
from booking.tables import Office
from booking.web.desk.settings.settings_words import SettingsWords
from booking.web.forms import figures, whole_number
from database.base import db

SEEN_VERSION = "seen_version"  # the hidden field that says which version of the settings a form was filled with


@dataclass(frozen=True)
class Meanwhile:
    """Who changed the settings the last time and when, and in what they differ from what the form showed."""

    actor: str
    who: str
    at: datetime
    changes: Sequence[Difference]


def meanwhile(office: Office, refused: SettingChangedMeanwhile) -> Meanwhile:
    """What a page says to whoever comes second."""
    words = SettingsWords.of(office_document(office_file(db.session(), office)))
    by = staff_of(refused.actor)
    who = names_of_staff(db.session(), [by]).get(by, "")
    return Meanwhile(refused.actor, who, refused.at, words.differences(refused.changes))


def seen_version(sent: Mapping[str, str]) -> int | None:
    """The version that the form showed; None where it does not say."""
    return whole_number(figures(sent, SEEN_VERSION), digits=9)
