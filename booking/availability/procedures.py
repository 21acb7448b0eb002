"""Procedures by their codes, and as the process knows them, with the rules that decide over their slots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Pool, and_, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from booking.availability.refusals import UnknownProcedure
from booking.availability.rule_values import COLUMNS, RuleValues, Terms
from booking.availability.rules_from_rows import rules_of_row
from booking.availability.slots import Lane, Rules
from booking.core.codes import is_code
from booking.core.refusals import OfficeContact
from booking.tables import DatedRules, Desk, Office, Procedure, ProcedureDesk
from booking.tables import Terms as TermsRow
from database.base import table_of
from database.connections import connection_of
from database.fast.prepared import Prepared
from database.one_of import one_of


class Identified(Protocol):
    """A procedure, as a row or as the process knows it."""

    @property
    def id(self) -> int:
        """Its key."""

    @property
    def office_id(self) -> int:
        """The key of its office."""


@dataclass(frozen=True)
class OfficeVersion:
    """An office at one version, which every change of its days, times, desks and procedures raises."""

    office_id: int
    version: int


@dataclass(frozen=True)
class KnownOffice:
    """An office as the pages of a booking name it. Times are office time."""

    code: str
    name: str
    department: str
    phone: str
    email: str | None
    desk_opens: time
    desk_closes: time
    prefecture: str
    city: str
    fictional: bool


@dataclass(frozen=True, eq=False)
class KnownProcedure:
    """All that decides over bookings of a procedure, and what its pages call it, as of one version of its office.

    Each is itself alone, as its rules are: what is drawn of it is found by it.
    """

    id: int
    code: str
    title: str
    purpose: str
    invented: str
    version: OfficeVersion
    office_revised_at: datetime | None
    office: KnownOffice
    contact: OfficeContact
    rules: Rules

    @property
    def office_id(self) -> int:
        """The key of its office."""
        return self.version.office_id

    def on(self, day: date) -> RuleValues:
        """What it says on `day`: of consultations on it, or to who reads and books on it."""
        return self.rules.on(day)


# By code, for each pool of connections: that is, for each database.
_known: WeakKeyDictionary[Pool, dict[str, KnownProcedure]] = WeakKeyDictionary()

# Built once, and on the tables: the first request for a procedure in a process waits for it. A row for each desk.
_procedures, _offices, _desks_of, _desks, _terms = (
    table_of(model).c for model in (Procedure, Office, ProcedureDesk, Desk, TermsRow)
)
_COLUMNS = (
    _procedures.id,
    _procedures.office_id,
    _procedures.code,
    _procedures.title,
    _procedures.purpose,
    _procedures.invented,
    *(_procedures[name] for name in COLUMNS),
    _procedures.terms_version,
    _terms.paragraphs,
    _procedures.ends_on,
    _offices.version,
    _offices.revised_at,
    _offices.name,
    _offices.department,
    _offices.code.label("office_code"),
    _offices.phone,
    _offices.email,
    _offices.desk_opens,
    _offices.desk_closes,
    _offices.prefecture,
    _offices.city,
    _offices.fictional,
    _offices.ends_on.label("office_ends_on"),
)
# What a statement selects of the procedure and the office of something, for `known_of`.
WHICH_KNOWN = (_procedures.code, _procedures.office_id, _offices.version)
_NAMES = tuple(column.name for column in _COLUMNS)
_ALL_OF_IT = (
    select(*_COLUMNS, _desks_of.desk_id, _desks.rest_minutes, _desks.ends_on.label("desk_ends_on"))
    .select_from(table_of(Procedure))
    .join(table_of(Office), _offices.id == _procedures.office_id)
    .join(table_of(TermsRow), and_(_terms.procedure_id == _procedures.id, _terms.version == _procedures.terms_version))
    .outerjoin(table_of(ProcedureDesk), _desks_of.procedure_id == _procedures.id)
    .outerjoin(table_of(Desk), _desks.id == _desks_of.desk_id)
    .where(_procedures.code == bindparam("code"))
    .order_by(_desks_of.position)
)

_BY_CODE = select(Procedure).where(Procedure.code == bindparam("code")).options(joinedload(Procedure.office))

_OF_CODES = Prepared(
    select(*WHICH_KNOWN)
    .select_from(table_of(Procedure))
    .join(table_of(Office), _offices.id == _procedures.office_id)
    .where(one_of(_procedures.code, "codes"))
)
_VERSION = Prepared(
    select(_offices.id, _offices.version)
    .select_from(table_of(Procedure))
    .join(table_of(Office), _offices.id == _procedures.office_id)
    .where(_procedures.code == bindparam("code"))
)


def present(session: Session, code: str) -> KnownProcedure:
    """The procedure as it is now, by one small statement while this process knows it; raises UnknownProcedure."""
    rows = _VERSION.rows(connection_of(session), {"code": code}) if is_code(code) else []
    if not rows:
        raise UnknownProcedure(None, code)
    return known_by_code(session, code, OfficeVersion(*rows[0]))


def procedure_by_code(session: Session, code: str) -> Procedure:
    """The procedure with its office; raises UnknownProcedure."""
    procedure = session.scalar(_BY_CODE, {"code": code}) if is_code(code) else None
    if procedure is None:
        raise UnknownProcedure(None, code)
    return procedure


def offered_procedure(session: Session, code: str, *, today: date) -> Procedure:
    """The procedure as the public finds it; raises UnknownProcedure for one that has ended, too."""
    procedure = procedure_by_code(session, code)
    refuse_ended(known(session, procedure), today=today)
    return procedure


def refuse_ended(procedure: KnownProcedure, *, today: date) -> None:
    """Raise UnknownProcedure, with whom to call, once the procedure has ended."""
    if procedure.rules.ended_on(today):
        raise UnknownProcedure(procedure.contact, procedure.code)


def procedures_of_codes(session: Session, codes: Sequence[str]) -> Sequence[Procedure]:
    """The procedures with these codes and their offices, in the order of the codes."""
    query = select(Procedure).where(Procedure.code.in_(codes)).options(joinedload(Procedure.office))
    found = {procedure.code: procedure for procedure in session.scalars(query)}
    return [found[code] for code in codes if code in found]


def known_of_codes(session: Session, codes: Sequence[str]) -> Sequence[KnownProcedure]:
    """The same as this process knows them, by one small statement while it does."""
    which = {code: version for code, *version in _OF_CODES.rows(connection_of(session), {"codes": codes})}
    return [known_by_code(session, code, OfficeVersion(*which[code])) for code in codes if code in which]


def values_on(session: Session, procedure: Procedure, day: date) -> RuleValues:
    """What the procedure says on `day`: of consultations on it, or to who reads and books on it."""
    return known(session, procedure).on(day)


def current_terms(session: Session, procedure: Procedure, *, today: date) -> Terms:
    """The terms that whoever books today has to accept."""
    return values_on(session, procedure, today).terms


def most_ever(session: Session, column: InstrumentedAttribute[int]) -> int:
    """The largest number that any procedure says in this column, now or from a day on; 0 if there is none."""
    changed = session.scalars(select(DatedRules.changed))
    later: list[int] = [values[column.key] for values in changed if column.key in values]
    most: int = session.scalar(select(func.max(column))) or 0
    return max([most, *later])


def rules_of(session: Session, procedure: Procedure) -> Rules:
    """All that decides over the procedure's slots, as of the version of its office that the session has read."""
    return known(session, procedure).rules


def known(session: Session, procedure: Procedure | KnownProcedure) -> KnownProcedure:
    """The procedure as of the version of its office that the session has read, or a newer one.

    Kept in this process until the version rises: six reads that most bookings need not repeat. Whoever holds the
    office's lock has read the newest version. Whoever raises the version asks only after the commit, or the process
    would keep what may be rolled back.
    """
    if isinstance(procedure, KnownProcedure):
        return procedure
    return known_by_code(session, procedure.code, OfficeVersion(procedure.office_id, procedure.office.version))


def known_by_code(session: Session, code: str, version: OfficeVersion) -> KnownProcedure:
    """The procedure as of `version`, which belongs to this code and was read before; a newer one if it rose since."""
    kept = last_known(session.get_bind().engine, code)
    return kept if kept is not None and kept.version == version else read_anew(session, code)


def known_of(session: Session, code: str, office_id: int, version: int) -> KnownProcedure:
    """The same by what a statement selected of it, `WHICH_KNOWN`."""
    return known_by_code(session, code, OfficeVersion(office_id, version))


def last_known(engine: Engine, code: str) -> KnownProcedure | None:
    """The procedure as this process read it last."""
    return _known.get(engine.pool, {}).get(code)


def read_anew(session: Session, code: str) -> KnownProcedure:
    """The procedure as it is now, without objects and kept from now on; raises UnknownProcedure."""
    # The version comes with what is read first: rows that change after that belong to a later one, and are read again.
    rows = session.execute(_ALL_OF_IT, {"code": code}).all() if is_code(code) else []
    if not rows:
        raise UnknownProcedure(None, code)
    row = dict(zip(_NAMES, rows[0], strict=False))
    lanes = [Lane(*lane) for row in rows if (lane := row[len(_NAMES) :])[0] is not None]
    read = _known_procedure(row, rules_of_row(session, row, lanes))
    _known.setdefault(session.get_bind().engine.pool, {})[code] = read
    return read


def _known_procedure(row: Mapping[str, Any], rules: Rules) -> KnownProcedure:
    times = {name: row[name] for name in ("desk_opens", "desk_closes")}
    return KnownProcedure(
        id=row["id"],
        code=row["code"],
        title=row["title"],
        purpose=row["purpose"],
        invented=row["invented"],
        version=OfficeVersion(row["office_id"], row["version"]),
        office_revised_at=row["revised_at"],
        office=KnownOffice(
            row["office_code"],
            row["name"],
            row["department"],
            row["phone"],
            row["email"],
            **times,
            prefecture=row["prefecture"],
            city=row["city"],
            fictional=row["fictional"],
        ),
        contact=OfficeContact(row["name"], row["phone"], code=row["office_code"], **times),
        rules=rules,
    )
