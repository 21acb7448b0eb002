"""Says in one line why a command could not do its work."""

from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError, ProgrammingError

from booking.cli.wiring import NotInProduction, NotPrepared
from booking.core.keys import LostDataKey
from booking.core.refusals import Refusal
from booking.offices.file.problems import OfficeFileError
from booking.operations.clock_trust.doubt import ClockDoubted
from booking.people.staff_accounts.add import LoginTaken, NameMissing
from booking.people.staff_accounts.create import UnknownOffice
from booking.people.staff_accounts.rescue import UnknownLogin
from booking.people.tokens import ScopeNotGiven, UnknownAccount, UnknownToken
from booking.settings.error import ConfigError
from calendars.holiday_file import HolidayFileError
from calendars.holidays import UnknownHolidaysError
from database.errors import BrokenReferences, DatabaseBusy, DatabaseUnusable


class CommandFailed(Exception):
    """A command met something that its user can mend; the text says what."""


def message_of(error: Exception) -> str | None:
    """The line to print; None for a fault of ours, which shows its traceback."""
    match error:
        case Refusal():
            return _words_of(error)
        case DBAPIError():
            return _database_trouble(error)
        case UnknownOffice() | UnknownLogin() | LoginTaken() | NameMissing():
            return _staff_trouble(error)
        case UnknownAccount() | ScopeNotGiven() | UnknownToken():
            return _token_trouble(error)
        case DatabaseBusy():
            return "the database is busy; try again"
        case DatabaseUnusable() | ConfigError() | OfficeFileError() | HolidayFileError() | UnknownHolidaysError():
            return str(error)
        case CommandFailed() | LostDataKey() | NotPrepared() | NotInProduction() | BrokenReferences() | ClockDoubted():
            return str(error)
        case OSError():
            return f"{error.filename}: {error.strerror}" if error.filename else str(error)
        case _:
            return None


def _staff_trouble(error: UnknownOffice | UnknownLogin | LoginTaken | NameMissing) -> str:
    match error:
        case UnknownOffice():
            return f"no office has the code {error.args[0]!r}"
        case UnknownLogin():
            return f"nobody of the staff signs in with {error.args[0]}"
        case LoginTaken():
            return f"{error.args[0]} is taken by another account"
        case NameMissing():
            return "a member of staff needs a name"


def _token_trouble(error: UnknownAccount | ScopeNotGiven | UnknownToken) -> str:
    match error:
        case UnknownAccount():
            return f"nobody signs in with {error.args[0]} at this door"
        case ScopeNotGiven():
            return f"a token of staff cannot have the scope {error.args[0].value}"
        case UnknownToken():
            return f"there is no live token with the number {error.args[0]}"


def _database_trouble(error: DBAPIError) -> str | None:
    first_line = (str(error.orig).strip().splitlines() or ["no reason given"])[0]
    match error:
        case OperationalError():
            return f"the database cannot be reached or written: {first_line}"
        case ProgrammingError():
            return "the database has no tables yet, or old ones: run `madoguchi init`"
        case DatabaseError() if type(error) is DatabaseError:
            return f"the database cannot be read: {first_line}"
        case _:  # the more particular ones are faults of ours
            return None


def _words_of(refusal: Refusal) -> str:
    from booking.core.explain import explain_to_staff

    explanation = explain_to_staff(refusal)
    return f"{explanation.title}。{explanation.what_happened}"
