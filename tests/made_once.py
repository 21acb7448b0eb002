"""Apps are made by the thousand here: what each would compile anew is compiled once: addresses, templates, statements.

Migrations are read once as well: Alembic reads all of them for each step of an upgrade.

An app that shows one page compiles that page, its layout and all their macros, and an engine whatever it is asked:
together half of the time of a test of pages. A service has one app and one engine, whose requests share all of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import alembic.util
import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

from booking.web import static_files
from database.schema import MIGRATIONS
from tests.shared_addresses import share_addresses

_MOST_STATEMENTS = 3000


@contextmanager
def compiled_once() -> Iterator[None]:
    """Meanwhile all of it is compiled once a process, whichever app or engine of a kind it is for."""
    with pytest.MonkeyPatch.context() as patch:
        share_addresses(patch)
        _pack_files_once(patch)
        patch.setattr(Flask, "jinja_options", {"bytecode_cache": _Templates()})
        _share_statements(patch)
        _read_migrations_once(patch)
        yield


def _share_statements(patch: pytest.MonkeyPatch) -> None:
    """Let all engines keep their statements in one place, and find them by the kind of their database."""
    known: LRUCache[Any, Any] = LRUCache(_MOST_STATEMENTS)
    # A place of all engines, whatever each sets for itself.
    shared = property(lambda _engine: known, lambda _engine, _own: None)
    patch.setattr(Engine, "_compiled_cache", shared, raising=False)
    patch.setattr(DefaultDialect, "__eq__", lambda one, other: type(one) is type(other))
    patch.setattr(DefaultDialect, "__hash__", lambda one: hash(type(one)))


def _pack_files_once(patch: pytest.MonkeyPatch) -> None:
    """What no test changes."""
    patch.setattr(static_files, "StaticFile", cache(static_files.StaticFile))


def _read_migrations_once(patch: pytest.MonkeyPatch) -> None:
    """But for `env.py`, of which reading is running."""
    read = alembic.util.load_python_file
    known: dict[str, ModuleType] = {}

    def remembered(folder: Path, name: str) -> ModuleType:
        if folder != MIGRATIONS / "versions":
            return read(folder, name)
        if name not in known:
            known[name] = read(folder, name)
        return known[name]

    patch.setattr(alembic.util, "load_python_file", remembered)


class _Templates(BytecodeCache):
    """The code of each template as long as its source stays the same."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._known[bucket.key, bucket.checksum] = bucket.code
