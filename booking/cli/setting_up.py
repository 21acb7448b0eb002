"""`madoguchi init`, `sample` and `staff create`."""

import csv
from argparse import Namespace
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from booking.availability.offices import all_offices
from booking.cli.failures import CommandFailed
from booking.cli.first_offices import chosen_files, take_in
from booking.cli.wiring import NotInProduction, prepared_app
from booking.people.sample_seekers import make_load_seekers
from booking.people.samples import Login, make_samples
from booking.people.search.make_keys import make_missing_keys
from booking.people.staff_accounts.create import create_staff
from booking.people.staff_accounts.rescue import rescue
from booking.services import Services, services
from booking.settings.config import config_from_environment
from booking.tables import Role
from database.base import db
from database.migrate import upgrade

_ACTOR = "operator:command"


def init(options: Namespace) -> None:
    """Bring the database up to date and import the offices that it does not know yet; running it again is harmless."""
    config = config_from_environment()
    files = chosen_files(options.office, production=config.production)
    upgrade(config.database_url)
    with prepared_app():
        take_in(
            files,
            production=config.production,
            with_invented=options.with_invented,
            actor=_ACTOR,
            now=services().clock(),
        )
        if not all_offices(db.session()):
            print(
                "there is no office yet: name those of this version (--office CODE), or use `madoguchi office import`"
            )
        _make_keys()
        if options.admin:
            _first_administrator(options.admin)
    print("the database is up to date")


def _make_keys() -> None:
    ready = 0
    for batch in make_missing_keys():
        ready += batch
        print(f"{ready:,} people made ready for the search", flush=True)


def sample(options: Namespace) -> None:
    """Make the made-up people and tell how they sign in."""
    if config_from_environment().production:
        raise NotInProduction("made-up people are for development; production has real ones")
    if options.tokens and not options.seekers:
        raise CommandFailed("--tokens names the file for the tokens of --seekers N: say how many")
    with prepared_app():
        given = services()
        logins = make_samples(secret_key=given.config.secret_key, now=given.clock())
        if options.seekers:
            _make_load_seekers(options.seekers, options.tokens, given)
    _print(logins)
    if options.logins:
        _write(logins, options.logins)


def _make_load_seekers(count: int, tokens: Path | None, given: Services) -> None:
    """Make them batch by batch, telling how far it is; a run that was stopped goes on where it ended."""
    batches = make_load_seekers(
        count, secret_key=given.config.secret_key, now=given.clock(), real_now=datetime.now(UTC)
    )
    made, with_file = 0, _open_for_owner(tokens) if tokens else nullcontext()
    with with_file as file:
        rows = csv.writer(file) if file else None
        if rows:
            rows.writerow(["email", "token"])
        for batch in batches:
            if rows:
                rows.writerows([seeker.email, seeker.token] for seeker in batch)
            made += len(batch)
            print(f"{made:,} of {count:,} load-test seekers", flush=True)


def create(options: Namespace) -> None:
    """Make an account for a member of staff and print its first password."""
    with prepared_app():
        password = create_staff(
            options.name,
            options.email,
            Role(options.role),
            options.office,
            actor=_ACTOR,
            now=services().clock(),
        )
    print(f"{options.email} signs in at /desk/login with the password {password}")


def reset(options: Namespace) -> None:
    """Let somebody of the staff in again whom no colleague can help; print a new password."""
    with prepared_app():
        password = rescue(options.email, actor=_ACTOR, now=services().clock(), real_now=datetime.now(UTC))
    print(f"{options.email} signs in at /desk/login with the password {password}")
    print("the second factor is taken away: with the next sign-in it is set up again")


def _first_administrator(email: str) -> None:
    offices = [office.code for office in all_offices(db.session())]
    if not offices:
        raise CommandFailed(
            "an administrator belongs to offices: import one first, then `madoguchi init --admin` again"
        )
    password = create_staff("管理者", email, Role.ADMINISTRATOR, offices, actor=_ACTOR, now=services().clock())
    print(f"{email} signs in at /desk/login with the password {password}")


def _print(logins: Sequence[Login]) -> None:
    print("made-up people (seekers sign in at /login, staff at /desk/login):")
    for login in logins:
        print(f"  {login.role:<14} {login.email:<32} {login.password}")


def _write(logins: Sequence[Login], path: Path) -> None:
    with _open_for_owner(path) as file:
        rows = csv.writer(file)
        rows.writerow(["role", "email", "password"])
        rows.writerows([login.role, login.email, login.password] for login in logins)


def _open_for_owner(path: Path) -> TextIO:
    """A file that only its owner may read, emptied before the first secret is written."""
    file = path.open("w", encoding="utf-8", newline="")
    path.chmod(0o600)
    return file
