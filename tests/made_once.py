"""Apps are made by the thousand here: what each would compile anew, addresses and templates, is compiled once.

Making an app took 60 ms, of which Werkzeug spent 57 writing and compiling a function for each address; and an app that
shows one page compiles that page, its layout and all their macros.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from types import CodeType

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]

_compile = Rule._compile_builder


@contextmanager
def compiled_once() -> Iterator[None]:
    """Meanwhile addresses and templates are compiled once a process, whichever app they are for."""
    builders: dict[Hashable, Builder] = {}

    def remembered(rule: Rule, append_unknown: bool = True) -> Builder:
        if rule.defaults:  # their values are compiled in
            return _compile(rule, append_unknown)
        key = (rule.rule, tuple(rule._trace), append_unknown)
        if key not in builders:
            builders[key] = _compile(rule, append_unknown)
        return builders[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", remembered)
        patch.setattr(Flask, "jinja_options", {"bytecode_cache": _Templates()})
        yield


class _Templates(BytecodeCache):
    """The code of each template as long as its source stays the same."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._known[bucket.key, bucket.checksum] = bucket.code
