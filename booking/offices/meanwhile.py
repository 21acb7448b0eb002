"""Tells whoever changes settings that a colleague changed the same meanwhile (rules.md#settings-on-pages)."""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.availability.offices import contact_of
from booking.offices.file import shape
from booking.offices.file.differences import Difference, differences_between
from booking.offices.file.document import Document, office_document
from booking.offices.file.read import read_again
from booking.offices.refusals import SettingChangedMeanwhile
from booking.tables import Office, OfficeVersion

# What begins on a day is the same setting on every day: a colleague's new terms are news for whoever writes others.
_FROM_A_DAY = re.compile(r"\.rules\[[^\]]*\]")


def refuse_if_changed(session: Session, office: Office, given: shape.Office, *, seen: int | None) -> None:
    """Refuse to make the locked office what is `given` if that undoes, unknown to its writer, what somebody else did.

    `seen` is the version that was looked at; without one nobody can tell. Raises SettingChangedMeanwhile.
    """
    if seen is None or seen >= office.version:
        return
    since = select(OfficeVersion).where(OfficeVersion.office_id == office.id, OfficeVersion.version >= seen)
    versions = session.scalars(since.order_by(OfficeVersion.version)).all()
    if len(versions) < 2:  # the days that the nation has off raise the version as well, and keep none
        return
    said = [office_document(read_again(one.file)) for one in versions]
    wanted = _settings(_between(said[-1], office_document(given)))
    theirs = [one for one in _between(said[0], said[-1]) if _setting(one) in wanted]
    if theirs:
        last = versions[_last_that_changed(said, _settings(theirs))]
        raise SettingChangedMeanwhile(contact_of(office), last.made_by or "", last.made_at, seen, tuple(theirs))


def _last_that_changed(said: Sequence[Document], settings: set[str]) -> int:
    steps = enumerate(pairwise(said), start=1)
    return max(n for n, (old, new) in steps if settings & _settings(_between(old, new)))


def _between(old: Document, new: Document) -> Sequence[Difference]:
    return differences_between(old, new, spread=("rules", "sentences"))


def _settings(changes: Collection[Difference]) -> set[str]:
    return {_setting(one) for one in changes}


def _setting(change: Difference) -> str:
    return _FROM_A_DAY.sub("", change.key)
