"""Apps are made by the thousand here, each with the same addresses: what Werkzeug compiles of a rule is remembered.

Werkzeug writes and compiles a function for each rule of each app, which took 57 of the 60 ms of making one.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

import pytest
from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]

_compile = Rule._compile_builder


@contextmanager
def remembered_builders() -> Iterator[None]:
    """Meanwhile each builder of addresses is compiled once a process, whichever app it is for."""
    known: dict[Hashable, Builder] = {}

    def remembered(rule: Rule, append_unknown: bool = True) -> Builder:
        if rule.defaults:  # their values are compiled in
            return _compile(rule, append_unknown)
        key = (rule.rule, tuple(rule._trace), append_unknown)
        if key not in known:
            known[key] = _compile(rule, append_unknown)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", remembered)
        yield
