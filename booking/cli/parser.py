"""The words that the `madoguchi` command understands."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path

_Options = argparse.Namespace

_MOST_PEOPLE = 1_000_000  # load-test seekers; their numbers have seven digits
_YEARS = range(1949, 2100)  # those whose national holidays can be known


def parse(arguments: Sequence[str] | None) -> _Options:
    """The options of a call; `run` is the function to call with them. A misused word leaves with status 2."""
    parser = command_parser()
    given = sys.argv[1:] if arguments is None else list(arguments)
    _refuse_unreadable(parser, given)
    return parser.parse_args(given)


def command_parser() -> argparse.ArgumentParser:
    """What knows every command with its options."""
    parser = argparse.ArgumentParser(
        prog="madoguchi", description="Books online career consultations and issues the meeting for each."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for add in (
        _add_serving,
        _add_setting_up,
        _add_looking,
        _add_offices,
        _add_holidays,
        _add_staff,
        _add_tokens,
        _add_people,
        _add_jobs,
        _add_clock,
        _add_audit,
        _add_zoom,
        _add_pool,
        _add_keys,
    ):
        add(commands)
    return parser


def _refuse_unreadable(parser: argparse.ArgumentParser, given: Sequence[str]) -> None:
    """Bytes that are no text in this locale come as halves of surrogate pairs, which nothing can print or store."""
    for place, argument in enumerate(given, start=1):
        if not argument.isascii() and any("\ud800" <= letter <= "\udfff" for letter in argument):
            parser.error(f"argument {place} is not text in this locale (UTF-8 is expected)")


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: str, about: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=about, description=about)
    command.set_defaults(run=partial(_run, run))
    return command


def _run(name: str, options: _Options) -> None:
    """Call `module.function` of this package, imported only now."""
    function_of(name)(options)


def function_of(name: str) -> Callable[[_Options], None]:
    """`module.function` of this package."""
    module, function = name.split(".")
    found: Callable[[_Options], None] = getattr(import_module(f"booking.cli.{module}"), function)
    return found


def _add_serving(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    serve = _command(commands, "serve", "serving.serve", "answer on http and run the scheduler")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    serve.add_argument("--port", type=_port, default=8000, help="port to listen on (8000)")
    serve.add_argument("--workers", type=_workers, default=1, help="web processes (1; SQLite allows only 1)")
    serve.add_argument("--no-scheduler", action="store_true", help="leave the scheduler to `madoguchi worker`")
    worker = _command(commands, "worker", "serving.work", "run the scheduler in a process of its own")
    worker.add_argument("--with-parent", action="store_true", help=argparse.SUPPRESS)


def _add_setting_up(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    init = _command(
        commands, "init", "setting_up.init", "bring the database up to date, import offices that it does not know"
    )
    init.add_argument(
        "--office",
        type=_code,
        action="append",
        default=[],
        metavar="CODE",
        help="import this office, if it is not known yet; may be repeated (production: none, development: all)",
    )
    init.add_argument(
        "--with-invented", action="store_true", help="in production, take in procedures that are made up as well"
    )
    init.add_argument(
        "--admin", type=_address, metavar="EMAIL", help="make a first administrator and print the password"
    )
    sample = _command(commands, "sample", "setting_up.sample", "make made-up people and print how they sign in")
    sample.add_argument("--logins", type=Path, metavar="FILE.csv", help="write role,email,password there as well")
    sample.add_argument(
        "--seekers", type=_people, default=0, metavar="N", help="also N seekers for load tests, without passwords"
    )
    sample.add_argument("--tokens", type=Path, metavar="FILE.csv", help="write email,token of those seekers there")


def _add_looking(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    deadline = _command(commands, "deadline", "looking.deadline", "tell the booking deadline of a day")
    deadline.add_argument("procedure", type=_code, metavar="PROCEDURE")
    deadline.add_argument("day", metavar="DATE", type=_day, help="consultation day, 2026-11-25")
    deadline.add_argument("--to", type=_day, metavar="DATE", help="all days up to this one")
    deadline.add_argument("--json", action="store_true", help="print one JSON array")
    slots = _command(commands, "slots", "looking.slots", "list the slots with state, reason and deadline")
    slots.add_argument("procedure", type=_code, metavar="PROCEDURE")
    slots.add_argument("--from", dest="first", type=_day, metavar="DATE", help="first day (today)")
    slots.add_argument("--to", dest="last", type=_day, metavar="DATE", help="last day (end of the booking window)")
    slots.add_argument("--channel", choices=("web", "phone", "counter"), help="as seen from here (web, or phone)")
    slots.add_argument("--json", action="store_true", help="print one JSON array")


def _add_offices(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    office = commands.add_parser("office", help="exchange offices as files, let something of one end").add_subparsers(
        required=True, metavar="import|export|end"
    )
    take = _command(office, "import", "offices.import_file", "show what a file changes, then take it in")
    take.add_argument("file", type=Path, metavar="FILE.toml")
    take.add_argument("--yes", action="store_true", help="do not ask")
    _add_decisions(take)
    give = _command(office, "export", "offices.export_file", "write an office as the database has it")
    give.add_argument("code", type=_code, metavar="OFFICE")
    give.add_argument("file", type=Path, metavar="FILE.toml")
    end = _command(office, "end", "offices.end", "let an office, a procedure or a desk end on a day")
    end.add_argument("code", type=_code, metavar="OFFICE")
    part = end.add_mutually_exclusive_group()
    part.add_argument("--procedure", type=_code, metavar="CODE", help="only this procedure")
    part.add_argument("--desk", type=_code, metavar="CODE", help="only this desk")
    when = end.add_mutually_exclusive_group(required=True)
    when.add_argument("--on", type=_day, metavar="DATE", help="the first day without, 2027-04-01")
    when.add_argument("--not", dest="on", action="store_const", const=None, help="it does not end after all")
    end.add_argument("--yes", action="store_true", help="do not ask")
    _add_decisions(end)


def _add_decisions(take: argparse.ArgumentParser) -> None:
    """What becomes of bookings that lose their place; of whom they say nothing it is asked for each."""
    take.add_argument("--move", action="store_true", help="move to another desk at the same time whom it is free for")
    affected = take.add_mutually_exclusive_group()
    affected.add_argument(
        "--keep", action="store_true", help="keep the bookings that lose their place (with --move: the others)"
    )
    affected.add_argument(
        "--cancel", type=read_reason, metavar="REASON", help="cancel them; the seekers read the reason"
    )


def _add_holidays(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    holidays = commands.add_parser("holidays", help="national holidays").add_subparsers(
        required=True, metavar="import|list"
    )
    take = _command(holidays, "import", "holidays.import_file", "take in the Cabinet Office's CSV file")
    take.add_argument("file", type=Path, metavar="FILE.csv")
    take.add_argument("--yes", action="store_true", help="do not ask")
    _add_decisions(take)
    show = _command(holidays, "list", "holidays.list_year", "list a year's holidays with their source")
    show.add_argument("year", type=int, metavar="YEAR")
    show.add_argument("--json", action="store_true", help="print one JSON array")


def _add_staff(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    staff = commands.add_parser("staff", help="accounts of staff").add_subparsers(required=True, metavar="create|reset")
    create = _command(staff, "create", "setting_up.create", "make an account and print its first password")
    create.add_argument("email", type=_address, metavar="EMAIL")
    create.add_argument("--name", type=_name, required=True)
    create.add_argument("--role", required=True, choices=("clerk", "counsellor", "manager", "administrator"))
    create.add_argument("--office", type=_code, required=True, action="append", metavar="CODE", help="may be repeated")
    reset = _command(
        staff, "reset", "setting_up.reset", "print a new password and take the second factor away, if no colleague can"
    )
    reset.add_argument("email", type=_address, metavar="EMAIL")


def _add_tokens(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    token = commands.add_parser("token", help="bearer tokens of the JSON API").add_subparsers(
        required=True, metavar="create|list|revoke"
    )
    create = _command(token, "create", "tokens.create", "make a token for an account and print it, once")
    create.add_argument("email", type=_address, metavar="EMAIL", help="the address with which the owner signs in")
    create.add_argument("--realm", required=True, choices=("my_page", "desk"), help="a seeker's or a staff account")
    create.add_argument("--name", required=True, type=_name, help="what the token is for")
    create.add_argument(
        "--scope",
        required=True,
        action="append",
        choices=("bookings:read", "bookings:write", "inbox:read"),
        help="may be repeated",
    )
    show = _command(token, "list", "tokens.list_tokens", "list the tokens, without their secrets")
    show.add_argument("--email", type=_address, metavar="EMAIL", help="only those of this address")
    show.add_argument("--json", action="store_true", help="print one JSON array")
    revoke = _command(token, "revoke", "tokens.revoke", "end a token")
    revoke.add_argument("number", type=_row_number, metavar="NUMBER", help="as `token list` shows it")


def _add_people(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    people = commands.add_parser("people", help="seekers: taken in from a file, erased when their time is over")
    words = people.add_subparsers(title="commands", required=True, metavar="COMMAND")
    take = _command(words, "import", "people_files.import_file", "look at a file line by line, then take it in")
    take.add_argument("file", type=Path, metavar="FILE.csv")
    take.add_argument("--office", type=_code, required=True, metavar="CODE", help="whose people they are")
    take.add_argument("--yes", action="store_true", help="do not ask")
    erase = _command(words, "erase", "people.erase", "erase everybody whose time is over, as the nightly purge does")
    erase.add_argument("--dry-run", action="store_true", help="only list who is due, by internal id")


def _add_jobs(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    jobs = commands.add_parser("jobs", help="the scheduler's jobs").add_subparsers(required=True, metavar="list|run")
    listed = _command(jobs, "list", "jobs.list_jobs", "list the jobs, their periods and how they fare")
    listed.add_argument("--json", action="store_true", help="print one JSON array")
    run = _command(jobs, "run", "jobs.run_job", "run one job now")
    run.add_argument("name", metavar="NAME")


def _add_clock(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    clock = _command(commands, "clock", "clock.show", "say whether the clock of this machine may be believed")
    clock.add_argument("--trust", action="store_true", help="you compared it with another one, and it is right")


def _add_audit(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    audit = commands.add_parser("audit", help="the sealed log of acts").add_subparsers(required=True, metavar="verify")
    verify = _command(audit, "verify", "audit.verify_seals", "look whether the audit log is as it was sealed")
    verify.add_argument(
        "--head", type=_head, metavar="NUMBER:MAC", help="a head from the log or an earlier verify: finds a cut tail"
    )


def _add_zoom(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    zoom = commands.add_parser("zoom", help="the Zoom account").add_subparsers(required=True, metavar="check")
    check = _command(zoom, "check", "zoom.check_account", "look whether Zoom has everything that meetings need")
    check.add_argument("--json", action="store_true", help="print one JSON array")
    check.add_argument("--retry", action="store_true", help="if all is well, try delayed meetings again at once")


def _add_pool(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    pool = commands.add_parser("pool", help="meetings made by hand").add_subparsers(
        required=True, metavar="import|list"
    )
    take = _command(pool, "import", "pool.import_file", "take in a CSV file of meetings made by hand")
    take.add_argument("file", type=Path, metavar="FILE.csv")
    show = _command(pool, "list", "pool.list_pool", "list the meetings of the pool, without passcodes and links")
    show.add_argument("--json", action="store_true", help="print one JSON array")


def _add_keys(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    keys = commands.add_parser("keys", help="the keys that seal secrets").add_subparsers(
        required=True, metavar="rotate"
    )
    _command(keys, "rotate", "keys.rotate", "seal every secret anew with the first of MADOGUCHI_DATA_KEYS")


def _day(typed: str) -> date:
    from booking.core.input.parsing import read_any_day

    day = read_any_day(typed)
    if day is not None and day.year in _YEARS:
        return day
    raise argparse.ArgumentTypeError(f"{typed!r} is not a date like 2026-11-25")


def read_reason(typed: str) -> str:
    """A reason that seekers read: one line."""
    from booking.core.text_limits import LONGEST_REASON

    return _line(typed, LONGEST_REASON, "a reason")


def _line(typed: str, longest: int, called: str) -> str:
    from booking.core.input.clean_text import is_line

    if is_line(typed, longest=longest):
        return typed.strip()
    raise argparse.ArgumentTypeError(f"{called} has 1 to {longest} letters on one line")


def _code(typed: str) -> str:
    from booking.core.codes import is_code

    if is_code(typed):
        return typed
    raise argparse.ArgumentTypeError(f"{typed!r} is not a code like omura-soudan")


def _address(typed: str) -> str:
    """An address as the sign-in page reads and takes it: an account with any other could never be used."""
    from booking.people.mail_addresses import may_sign_in_with, read_mail_address

    address = read_mail_address(typed)
    if may_sign_in_with(address):
        return address
    raise argparse.ArgumentTypeError(f"{typed!r} is not an address like kyoko@example.com")


def _head(typed: str) -> object:
    from booking.audit.sealing import read_head

    try:
        return read_head(typed)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _name(typed: str) -> str:
    from booking.core.text_limits import LONGEST_NAME

    return _line(typed, LONGEST_NAME, "a name")


def _row_number(typed: str) -> int:
    from booking.core.input.parsing import LARGEST_ID

    return _number(typed, LARGEST_ID, "a number from `madoguchi token list`")


def _port(typed: str) -> int:
    return _number(typed, 65535, "a port from 1 to 65535")


def _people(typed: str) -> int:
    return _number(typed, _MOST_PEOPLE, f"a number of people from 1 to {_MOST_PEOPLE:,}")


def _workers(typed: str) -> int:
    return _number(typed, 64, "a number of processes from 1 to 64")


def _number(typed: str, most: int, what: str) -> int:
    if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= most:
        return int(typed)
    raise argparse.ArgumentTypeError(f"{typed!r} is not {what}")
