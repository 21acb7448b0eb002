"""No fact that the code records is read as a word of the code: each has words, or is left out on purpose."""

import ast
from collections.abc import Iterator

from booking.assets import assets
from booking.history.fact_words import facts_in_words
from booking.office_changes.carry_out import Outcome
from booking.office_changes.change import _RECORDED
from booking.offices.absence_rules import AbsenceRules

_OF_THE_LINE = {"actor", "act", "object_", "now"}
_FUNCTIONS = {"record", "_record", "audit_line"}
# Facts that are handed over as a whole: a name of the module that says them, or what is listed beside it.
_SAID_IN_MODULE = {"counts", "facts", "wish", "whose"}
_SAID_ELSEWHERE = {
    "outcome.counts": set(Outcome().counts),
    "vars(rules)": set(vars(AbsenceRules())),
    "token_fact": {"token"},
    "_whose": {"instead_of"},
}


def test_every_fact_of_the_code_has_words() -> None:
    code = (assets("templates").parent / "booking").rglob("*.py")
    modules = (ast.parse(path.read_text(encoding="utf-8")) for path in code)  # one by one: together they take 400 MB
    facts = {fact for module in modules for fact in _facts_of(module)} | set(_RECORDED)
    assert len(facts) > 60
    assert [fact for fact in sorted(facts) if f"{fact}=" in facts_in_words({fact: True})] == []


def _facts_of(module: ast.Module) -> Iterator[str]:
    for call in ast.walk(module):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in _FUNCTIONS:
            for given in call.keywords:
                yield from {given.arg} - _OF_THE_LINE if given.arg else _handed_over(module, given.value)


def _handed_over(module: ast.Module, value: ast.expr) -> set[str]:
    """The facts in `**value`; a source that nobody has listed above fails here."""
    said = ast.unparse(value)
    if said in _SAID_IN_MODULE:
        return {fact for name, fact in _keys_of_dicts(module) if name == said}
    return _SAID_ELSEWHERE[said if said in _SAID_ELSEWHERE else said.partition("(")[0]]


def _keys_of_dicts(module: ast.Module) -> Iterator[tuple[str, str]]:
    """What stands in the dictionaries that get a name, as far as it is written out."""
    for node in ast.walk(module):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            for table in ast.walk(node.value):
                for key in table.keys if isinstance(table, ast.Dict) else ():
                    if isinstance(key, ast.Constant):
                        yield node.targets[0].id, str(key.value)
