"""The forms of settings: every field of the file's shape has its place, and what nobody touched says nothing."""

from collections.abc import Callable, Iterator
from dataclasses import fields

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from booking.offices.file.read import read_office
from booking.offices.file.shape import Office
from booking.offices.setting_labels import labels
from booking.web.desk.settings.fields import Section
from booking.web.desk.settings.form import SEEN, SettingsForm
from booking.web.desk.settings.kinds import Choice, Line, Lines, Text, Ticks, Typed
from booking.web.desk.settings.sections import ELSEWHERE, new_office_sections, office_sections
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


@pytest.mark.parametrize(("part", "sections"), [(Office, new_office_sections)])
def test_every_field_of_the_file_has_its_name_and_its_place(part: type[Office], sections: Sections) -> None:
    on_the_form = {one.path[0] for each in sections() for one in each.fields}
    assert on_the_form | ELSEWHERE[part] == {field.name for field in fields(part)}
    assert {field.name for field in fields(part)} <= set(labels())


@pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.code)
def test_a_form_that_comes_back_untouched_changes_nothing(office: Office) -> None:
    _assert_untouched(office_sections(), office)


def test_what_cannot_be_read_is_named_at_its_field(app: Flask) -> None:
    _assert_complains_of_each(office_sections(), OFFICES[0])


def _assert_untouched(sections: tuple[Section, ...], part: object) -> None:
    form = SettingsForm.parse(sections, sent(SettingsForm.of(sections, part)))
    assert (form.touched, form.values(part), form.changes()) == ([], {}, [])


def _assert_complains_of_each(sections: tuple[Section, ...], part: object) -> None:
    filled = SettingsForm.of(sections, part)
    fields = [one for each in sections for one in each.fields]
    assert fields
    for one in fields:
        if isinstance(one.kind, Line | Text | Lines) and not one.kind.required:
            continue  # all that is typed can be read; the file's rules say what is too long
        bad: Typed = [] if isinstance(one.kind, Ticks) else "nobody" if isinstance(one.kind, Choice) else ""
        wrong = "いち" if one.kind.control in {"number", "clock"} else bad
        form = SettingsForm.parse(sections, sent(filled, **{one.name: wrong}))
        assert list(form.errors) == ([] if one.kind.control == "address" else [one.name])
