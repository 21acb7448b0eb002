"""The form of a part of an office file: filled from it, read back, and what of it somebody changed."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from booking.core.texts import _
from booking.offices.refusals import OfficeRulesBroken
from booking.offices.setting_labels import with_labels
from booking.web.desk.settings.fields import Section, SettingField
from booking.web.desk.settings.kinds import Choice, Ticks, Typed, Unread
from booking.web.desk.settings.meanwhile import Meanwhile, seen_version
from booking.web.forms import Form

SEEN = "seen"  # the hidden field that says what stood in the others when the form was opened


@dataclass(frozen=True)
class SettingsForm(Form):
    """What was typed, by the names of the fields, and what was `seen` there first: nothing, where something is new.

    A field that was left as it was says nothing: a colleague may have changed its value meanwhile.
    """

    sections: tuple[Section, ...] = ()
    typed: Mapping[str, Typed] = field(default_factory=dict)
    seen: Mapping[str, Typed] = field(default_factory=dict)
    elsewhere: tuple[str, ...] = ()  # what is wrong and stands in no field
    version: int | None = None  # of the settings, when the form was opened
    meanwhile: Meanwhile | None = None  # what a colleague changed since then

    @classmethod
    def of(cls, sections: tuple[Section, ...], part: object, *, version: int | None = None) -> "SettingsForm":
        """The form with the values of `part`, as the office's settings have them in this version."""
        typed = {one.name: _typed(one, part) for one in _all(sections)}
        return cls(sections=sections, typed=typed, seen=typed, version=version)

    @classmethod
    def begun(cls, sections: tuple[Section, ...], typed: Mapping[str, Typed]) -> "SettingsForm":
        """The form of something new, with what is `typed` beforehand; the other fields are empty."""
        return cls(sections=sections, typed={one.name: typed.get(one.name, _empty(one)) for one in _all(sections)})

    @classmethod
    def parse(cls, sections: tuple[Section, ...], sent: MultiDict[str, str], *, is_new: bool = False) -> "SettingsForm":
        """Read what was sent; of something new nothing stood there, whatever the form says."""
        typed = {one.name: one.kind.sent(sent, one.name) for one in _all(sections)}
        seen = {} if is_new else _read_seen(sent.get(SEEN, ""))
        form = cls(sections=sections, typed=typed, seen=seen, version=seen_version(sent))
        read = [one for one in _all(sections) if one in form.touched or not one.of_part]
        return form.checked({one.name: _complaint(one, typed[one.name]) for one in read})

    def typing(self, **typed: Typed) -> "SettingsForm":
        """The same form with this in some of its fields."""
        return replace(self, typed={**self.typed, **typed})

    def beside(self, present: "SettingsForm", meanwhile: Meanwhile) -> "SettingsForm":
        """What was typed, as changes of the `present` form, which a colleague's changes are part of."""
        touched = {
            one.name: self.typed[one.name] for one in _all(self.sections) if one in self.touched or not one.of_part
        }
        return replace(present, typed={**present.typed, **touched}, meanwhile=meanwhile)

    @property
    def as_seen(self) -> str:
        """What is sent along, so that it is known later what was changed."""
        return json.dumps(self.seen, ensure_ascii=False)

    @property
    def touched(self) -> Sequence[SettingField]:
        """The fields of the part in which something else was typed."""
        return [one for one in _all(self.sections) if one.of_part and self.seen.get(one.name) != self.typed[one.name]]

    def values(self, part: object = None) -> Mapping[str, Any]:
        """The values that were typed, by the names of the file's fields; one inside another stands beside `part`'s."""
        values: dict[str, Any] = {}
        for one in self.touched:
            name, *below = one.path
            value = one.kind.read(self.typed[one.name])
            if below:
                inner = values.setdefault(name, dict(getattr(part, name, {})))
                inner[below[0]] = value
            else:
                values[name] = value
        return {name: _said(value) if isinstance(value, dict) else value for name, value in values.items()}

    def settled(self) -> Mapping[str, Any]:
        """What was typed beside the values: from when, at which times."""
        return {one.name: one.kind.read(self.typed[one.name]) for one in _all(self.sections) if not one.of_part}

    def changes(self) -> Sequence[str]:
        """What changes, each in a line; of something new what it says."""
        if not self.seen:
            said = [(one.label, one.kind.words(self.typed[one.name])) for one in _all(self.sections)]
            return [_("%(what)s：%(new)s", what=label, new=words) for label, words in said if words]
        none = _("（なし）")
        return [
            _(
                "%(what)s：%(old)s → %(new)s",
                what=one.label,
                old=one.kind.words(self.seen.get(one.name, "")) or none,
                new=one.kind.words(self.typed[one.name]) or none,
            )
            for one in self.touched
        ]

    def with_faults(self, refused: OfficeRulesBroken) -> "SettingsForm":
        """The form with what breaks a rule of the office: at its field, or else apart."""
        fields = {one.name: one for one in _all(self.sections)}
        errors, elsewhere = dict(self.errors), list(self.elsewhere)
        for key, what, allowed in refused.faults:
            found = next((fields[name] for name in _names_in(key) if name in fields), None)
            if found is None:
                elsewhere.append(_fault(what, allowed))
            else:
                said = _fault(what, "" if isinstance(found.kind, Choice | Ticks) else allowed)
                errors.setdefault(found.name, _("%(field)s：%(what)s", field=found.label, what=said))
        in_order = {name: errors[name] for name in (*fields, *errors) if name in errors}
        return replace(self, errors=in_order, elsewhere=tuple(elsewhere))


def _all(sections: Iterable[Section]) -> Iterator[SettingField]:
    return (one for each in sections for one in each.fields)


def _empty(one: SettingField) -> Typed:
    return one.kind.sent(MultiDict(), one.name)


def _typed(one: SettingField, part: object) -> Typed:
    """How the part's value stands in the field."""
    if not one.of_part:
        return _empty(one)
    name, *below = one.path
    value = getattr(part, name)
    if below:
        value = value.get(below[0]) if isinstance(value, Mapping) else getattr(value, below[0])
    return one.kind.typed(value)


def _said(values: Mapping[Any, Any]) -> Mapping[Any, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _complaint(one: SettingField, typed: Typed) -> str:
    try:
        one.kind.read(typed)
    except Unread as unread:
        return _("%(field)s：%(what)s", field=one.label, what=str(unread))
    return ""


def _names_in(key: str) -> Iterator[str]:
    """The fields that a key of an office file may mean, the innermost one first: `desks[a].zoom_host`, `zoom_host`."""
    parts = [part.partition("[")[0] for part in key.split(".") if part]
    for first in range(len(parts) - 1, -1, -1):
        yield "_".join(parts[first:])
    yield from reversed(parts)
    if key.endswith("]"):
        yield "code"  # an entry as a whole: its code stands twice


def _fault(what: str, allowed: str) -> str:
    """A fault of the file's rules as a sentence that names fields as the page does."""
    said = (
        _("%(what)s（使えるのは、%(allowed)s）。", what=what, allowed=allowed)
        if allowed
        else _("%(what)s。", what=what)
    )
    return with_labels(said)


def _read_seen(sent: str) -> Mapping[str, Typed]:
    try:
        seen = json.loads(sent)
    except (ValueError, RecursionError):
        return {}
    return {name: value for name, value in seen.items() if _is_typed(value)} if isinstance(seen, dict) else {}


def _is_typed(value: object) -> bool:
    """Whether a field can have said this: browsers send back what they like."""
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(each, str) for each in value))
