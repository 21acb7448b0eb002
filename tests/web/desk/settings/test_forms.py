"""The forms of settings: every field of the file's shape has its place, and what nobody touched says nothing."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from booking.availability.rule_values import Terms
from booking.offices.file.read import read_office
from booking.offices.file.shape import Desk, Office, Procedure
from booking.offices.setting_labels import labels
from booking.web.desk.settings.fields import Section
from booking.web.desk.settings.form import SEEN, SettingsForm
from booking.web.desk.settings.kinds import Choice, Line, Lines, Text, Ticks, Typed
from booking.web.desk.settings.sections import (
    ELSEWHERE,
    FROM,
    desk_sections,
    new_desk_sections,
    new_office_sections,
    new_procedure_sections,
    office_sections,
    procedure_sections,
)
from tests.offices.conftest import FOLDER, office_text

Sections = Callable[[], tuple[Section, ...]]

OFFICES = [read_office(office_text(path.stem), file_name=path.name) for path in sorted(FOLDER.glob("*.toml"))]
pytestmark = pytest.mark.any_engine


@pytest.fixture(autouse=True)
def words(app: Flask) -> Iterator[None]:
    """Forms are made of words, which are looked up for whoever reads them."""
    with app.test_request_context():
        yield


def sent(form: SettingsForm, **typed: Typed) -> MultiDict[str, str]:
    """What a browser sends of the form, with something else `typed` in some of its fields."""
    lists = {name: [value] if isinstance(value, str) else value for name, value in {**form.typed, **typed}.items()}
    return MultiDict([*((name, each) for name, values in lists.items() for each in values), (SEEN, form.as_seen)])


@pytest.mark.parametrize(
    ("part", "sections"),
    [(Office, new_office_sections), (Desk, new_desk_sections), (Procedure, lambda: new_procedure_sections({}))],
)
def test_every_field_of_the_file_has_its_name_and_its_place(part: type[Any], sections: Sections) -> None:
    on_the_form = {one.path[0] for each in sections() for one in each.fields if one.of_part}
    assert on_the_form | ELSEWHERE[part] == {field.name for field in fields(part)}
    assert {field.name for field in fields(part)} <= set(labels())


@pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.code)
def test_a_form_that_comes_back_untouched_changes_nothing(office: Office) -> None:
    _assert_untouched(office_sections(), office)
    for desk in office.desks:
        _assert_untouched(desk_sections(), desk)
    for procedure in office.procedures:
        _assert_untouched(procedure_sections(), procedure)


@pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.code)
def test_a_form_that_is_typed_as_it_stands_in_the_file_says_what_the_file_says(office: Office) -> None:
    desks = {desk.code: desk.name for desk in office.desks}
    for procedure in office.procedures:
        sections = new_procedure_sections(desks)
        typed = sent(replace(SettingsForm.of(sections, procedure), seen={}))
        values = dict(SettingsForm.parse(sections, typed).values())
        assert replace(procedure, **values | {"terms": Terms(**values["terms"])}) == procedure


def test_what_cannot_be_read_is_named_at_its_field() -> None:
    _assert_complains_of_each(office_sections(), OFFICES[0])
    _assert_complains_of_each(desk_sections(), OFFICES[0].desks[0])
    _assert_complains_of_each(procedure_sections(), OFFICES[0].procedures[0])


@pytest.mark.parametrize("seen", ["", "[]", "{", '{"phone": 3}', "null", '{"name": [1]}', "[" * 50_000])
def test_who_sends_no_form_of_ours_has_typed_all_of_it(seen: str) -> None:
    form = SettingsForm.parse(office_sections(), MultiDict({SEEN: seen}))
    assert len(form.touched) == len([one for each in office_sections() for one in each.fields])


def _assert_untouched(sections: tuple[Section, ...], part: object) -> None:
    form = SettingsForm.parse(sections, sent(SettingsForm.of(sections, part)))
    assert (form.touched, form.values(part), form.changes()) == ([], {}, [])


def _assert_complains_of_each(sections: tuple[Section, ...], part: object) -> None:
    filled = SettingsForm.of(sections, part).typing(**{FROM: "2026-12-02"})
    fields = [one for each in sections for one in each.fields]
    assert fields
    for one in fields:
        if (isinstance(one.kind, Line | Text | Lines) and not one.kind.required) or not one.of_part:
            continue  # all that is typed can be read; the file's rules say what is too long
        bad: Typed = [] if isinstance(one.kind, Ticks) else "nobody" if isinstance(one.kind, Choice) else ""
        wrong = "いち" if one.kind.control in {"number", "clock"} else bad
        form = SettingsForm.parse(sections, sent(filled, **{one.name: wrong}))
        assert list(form.errors) == ([] if one.kind.control == "address" else [one.name])
