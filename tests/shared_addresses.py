"""Lets the apps of a process share their addresses: each has four hundred, and most tests make an app and ask for one.

An address that an app has already had is the same object for the next, and apps with the same addresses find them by
the same table. Taking an address apart, writing and compiling functions for it took 80 ms an app, and giving each app
only what was compiled already 7 ms more.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, ClassVar

import pytest
from flask import Flask
from werkzeug.routing import Map, Rule, RuleFactory
from werkzeug.routing.matcher import StateMachineMatcher


def share_addresses(patch: pytest.MonkeyPatch) -> None:
    """Let all apps share them from now on."""
    add_new = Flask.add_url_rule
    known: dict[Hashable, Rule] = {}

    def add_url_rule(
        app: Flask,
        rule: str,
        endpoint: str | None = None,
        view_func: Callable[..., Any] | None = None,
        **options: Any,
    ) -> None:
        addresses = app.url_map
        said = _said_by(app, rule, endpoint, options) if isinstance(addresses, _SharedMap) else None
        shared = known.get(said)
        if shared and endpoint and app.view_functions.get(endpoint, view_func) is view_func:
            addresses.add(shared)
            if view_func is not None:
                app.view_functions[endpoint] = view_func
            return
        add_new(app, rule, endpoint, view_func, **options)
        if said is not None and isinstance(addresses, _SharedMap):
            known[said] = addresses.added[-1]

    patch.setattr(Flask, "add_url_rule", add_url_rule)
    patch.setattr(Flask, "url_map_class", _SharedMap)


def _said_by(app: Flask, rule: str, endpoint: str | None, options: dict[str, Any]) -> Hashable:
    """What two addresses say that are one; None for one with values of its own, which are compiled in."""
    if options.get("defaults"):
        return None
    said = {**options, "defaults": None, "methods": tuple(options.get("methods") or ())}
    return (rule, endpoint, *said.items(), *app.url_map.converters.items())


class _SharedMap(Map):
    """The addresses of an app; others may have them too."""

    tables: ClassVar[dict[Hashable, StateMachineMatcher]] = {}

    def __init__(self, **settings: Any) -> None:
        self.added: list[Rule] = []
        super().__init__(**settings)

    def add(self, rulefactory: RuleFactory) -> None:
        for rule in rulefactory.get_rules(self):
            if rule.map is None:
                rule.bind(self)
            self.added.append(rule)
            self._rules_by_endpoint.setdefault(rule.endpoint, []).append(rule)
        self._remap = True

    def update(self) -> None:
        """Find the table when the first page is asked for: most tests ask for none."""
        if self._remap:
            same = tuple(map(id, self.added))
            self._matcher = self.tables.get(same) or self.tables.setdefault(same, _table(self.added))
        super().update()


def _table(rules: Sequence[Rule]) -> StateMachineMatcher:
    table = StateMachineMatcher(merge_slashes=True)
    for rule in rules:
        if not rule.build_only:
            table.add(rule)
    table.update()
    return table
