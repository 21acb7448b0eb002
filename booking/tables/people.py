"""The people: seekers and the staff of offices."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, event, inspect
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.core.input.person_keys import keys_of_person
from booking.tables.columns import words
from booking.tables.offices import Office
from database.base import Base


class Role(StrEnum):
    """What a member of staff does at their offices."""

    CLERK = "clerk"
    COUNSELLOR = "counsellor"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


# Beginnings are a range of an index only where letters follow one another by their numbers, whatever the language.
_BY_LETTER = String().with_variant(String(collation="C"), "postgresql")
_SEARCHED = ("name", "kana", "seeker_number", "birth_date", "phone", "email")


def _keys(context: Any) -> str:
    """The keys of the row that is inserted, by whatever statement."""
    row = context.get_current_parameters()
    return keys_of_person(**{column: row.get(column) for column in _SEARCHED})


class Seeker(Base):
    """A registered job seeker. Names are kept to the letter: no Unicode form folds 髙 or 﨑 away."""

    __tablename__ = "seekers"

    id: Mapped[int] = mapped_column(primary_key=True)
    seeker_number: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str]
    kana: Mapped[str]
    # What a search compares, with spaces between; None = not made by this version yet, which `madoguchi init` makes up
    # for. The database itself keeps `search_keys` like it.
    search_keys: Mapped[str | None] = mapped_column(default=_keys, deferred=True)
    birth_date: Mapped[date] = mapped_column(index=True)
    phone: Mapped[str | None] = mapped_column(String(20), index=True)  # digits only
    address: Mapped[str]
    email: Mapped[str | None] = mapped_column(String(100), index=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)
    registration_valid_until: Mapped[date | None]  # last valid day; None = no valid registration
    # Registered online on that day, and confirmed by no office since (オンライン登録者, no 利用登録); None = confirmed.
    unconfirmed_since: Mapped[date | None]
    my_page_opened: Mapped[bool]
    left_at: Mapped[datetime | None]  # when they left the my-page (退会); None = they did not, or may open it again
    erased_at: Mapped[datetime | None]  # since when nothing here says who it was (rules.md#leaving)
    invitations_since: Mapped[datetime | None]  # since when mails carry calendar invitations; None = they do not
    # The one-time key of the form in which a clerk registered them: the same form sent twice makes one person.
    made_by_key: Mapped[str | None] = mapped_column(String(64), unique=True, index=True)

    office: Mapped[Office] = relationship()


@event.listens_for(Seeker, "before_update")
def _make_keys_again(_mapper: object, _connection: object, seeker: Seeker) -> None:
    changed = inspect(seeker).attrs
    if any(changed[column].history.has_changes() for column in _SEARCHED):
        seeker.search_keys = keys_of_person(**{column: getattr(seeker, column) for column in _SEARCHED})


class SearchKey(Base):
    """A key under which a person is found, and the office whose staff may find them.

    Written by triggers alone, from `seekers.search_keys` and `seekers.office_id`, so that no way to write a seeker can
    forget it (the migration `keys_of_people`).
    """

    __tablename__ = "search_keys"
    __table_args__ = ({"sqlite_with_rowid": False},)

    office_id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(_BY_LETTER, primary_key=True)
    seeker_id: Mapped[int] = mapped_column(ForeignKey("seekers.id"), primary_key=True, index=True)


class Staff(Base):
    """A member of staff and their role at the offices to which they belong."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(words(Role, name="role"))
    active: Mapped[bool]

    offices: Mapped[list["StaffOffice"]] = relationship(cascade="all, delete-orphan")


class StaffOffice(Base):
    """That a member of staff works at an office."""

    __tablename__ = "staff_offices"
    __table_args__ = (UniqueConstraint("staff_id", "office_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)
