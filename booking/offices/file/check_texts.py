"""Rules over the texts of an office: none is empty or endless, and those of one line have no line breaks or controls.

Names stand in mail headers, lists and feeds, where a line break would silence or break what they stand in.
"""

from collections.abc import Iterator

from booking.core.input.clean_text import one_line, unfit_for_lines, unfit_for_one_line
from booking.core.input.field_checks import Line, Text, Texts, checks_of
from booking.core.texts.own_sentences import links_elsewhere
from booking.offices.file.check_by_day import faults_by_day
from booking.offices.file.problems import Fault, below, entry_key
from booking.offices.file.shape import Office, Procedure

# Characters: what a phone of 360 px can still show, several times what offices write.
_LONGEST_LINE = {
    "name": 60,
    "official_name": 60,
    "department": 60,
    "city": 20,
    "address": 100,
    "version": 40,
    "reason": 100,
}
_LONGEST_TEXT = 500
_LONGEST_KEYWORD = 40
_MOST_ENTRIES = 50
# What mails say of a procedure; they also say the office's name and department.
_IN_MAILS = ("title", "purpose", "entering")


def text_faults(office: Office) -> Iterator[Fault]:
    """Everything that is wrong with texts, whatever they say."""
    yield from _lines(office, "", "name", "official_name", "department")
    yield from _links(office, "name", "official_name", "department")
    yield from _unfit(office.city, "city", _LONGEST_LINE["city"])  # may be empty, as the next two
    if office.keywords:
        yield from _list(office.keywords, "keywords", _LONGEST_KEYWORD)
    yield from _unfit(office.address, "address", _LONGEST_LINE["address"])
    for desk in office.desks:
        yield from _lines(desk, entry_key("desks", desk.code), "name")
    for closing in office.closing_days:
        yield from _lines(closing, entry_key("closing_days", closing.day.isoformat()), "reason")
    for opening in office.extra_openings:
        yield from _lines(opening, entry_key("extra_openings", opening.day.isoformat()), "name")
    for procedure in office.procedures:
        yield from faults_by_day(procedure, _procedure)


def _procedure(procedure: Procedure) -> Iterator[Fault]:
    for name, check in checks_of(procedure).items():
        value = getattr(procedure, name)
        match check:
            case Line(longest):
                yield from _empty(value, name)
                yield from _unfit(value, name, longest)
            case Text(may_be_empty):
                yield from () if may_be_empty else _empty(value, name)
                yield from _unfit(value, name, None)
            case Texts(longest_line):
                yield from _list(value, name, longest_line)
    yield from _links(procedure, *_IN_MAILS)
    yield from _lines(procedure.terms, "terms", "version")
    yield from _list(procedure.terms.paragraphs, below("terms", "paragraphs"), None)


def _lines(part: object, key: str, *names: str) -> Iterator[Fault]:
    for name in names:
        text: str = getattr(part, name)
        yield from _empty(text, below(key, name))
        yield from _unfit(text, below(key, name), _LONGEST_LINE[name])


def _links(part: object, *names: str) -> Iterator[Fault]:
    """Whoever gets a mail of the office believes what stands in it (decision 0080)."""
    for name in names:
        if links_elsewhere(getattr(part, name)):
            yield Fault(name, "ほかの場所へのリンクやメールアドレスになる文字が入っています", "リンクにならない文")


def _list(texts: tuple[str, ...], key: str, longest_line: int | None) -> Iterator[Fault]:
    if not texts or not all(map(one_line, texts)):
        yield Fault(key, "空か、空の文字列が入っています", "空でない文字列をひとつ以上")
    elif len(texts) > _MOST_ENTRIES:
        yield Fault(key, f"{len(texts)}個は多すぎます", f"{_MOST_ENTRIES}個まで")
    else:
        faults = (fault for text in texts for fault in _unfit(text, key, longest_line))
        yield from dict.fromkeys(faults)


def _empty(text: str, key: str) -> Iterator[Fault]:
    if not one_line(text):
        yield Fault(key, "空になっています", "空でない文字列")


def _unfit(text: str, key: str, longest_line: int | None) -> Iterator[Fault]:
    """`longest_line` is the most characters of a text of one line; None for one of several lines."""
    longest = longest_line or _LONGEST_TEXT
    if len(text) > longest:
        yield Fault(key, f"{len(text)}字は長すぎます", f"{longest}字まで")
    unfit = unfit_for_one_line(text) if longest_line else unfit_for_lines(text)
    if unfit:
        shape = "改行と制御文字のない1行" if longest_line else "改行のほかに制御文字のない文"
        yield Fault(key, f"使えない文字（{unfit}）が入っています", shape)
