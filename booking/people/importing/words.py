"""Says what is wrong with a file of people, and why a line of it is not taken in."""

from collections.abc import Iterator, Sequence
from typing import Any

from booking.core.texts import _
from booking.people.importing.file import LARGEST_FILE, MOST_LINES, BadPersonFile, FileFault
from booking.people.importing.verdicts import Concern, Doubt, Verdict
from booking.people.records.field_words import field_complaint, person_field
from booking.people.records.fields import PersonField, Problem


def verdict(given: Verdict) -> str:
    """What lines are."""
    return {
        Verdict.NEW: _("新しい方"),
        Verdict.CHANGED: _("内容が変わる方"),
        Verdict.SAME: _("同じ内容の方"),
        Verdict.DOUBTFUL: _("確かめる行"),
    }[given]


def bad_file(refused: BadPersonFile) -> str:
    """What is wrong with a file as a whole, and what to do."""
    return {
        FileFault.TOO_LARGE: _(
            "ファイルが大きすぎます（%(most)sMBまで）。分けてください。", most=LARGEST_FILE // 2**20
        ),
        FileFault.TOO_MANY_LINES: _(
            "行が多すぎます（%(most)s行まで）。ファイルを分けてください。", most=f"{MOST_LINES:,}"
        ),
        FileFault.NOT_TEXT: _("文字を読めません。Excelでは「CSV UTF-8」か「CSV」の形式で保存してください。"),
        FileFault.EMPTY: _("1行目の見出しの下に、1人も書かれていません。"),
        FileFault.HEADER: _(
            "1行目の見出しから、どの方の行か分かりません。「求職番号」か、「氏名のカナ」と「生年月日」の列と、ほかの列が必要です。"
        ),
        FileFault.HEADING_TWICE: _("1行目に、同じ見出しが2つあります。1つにしてください。"),
        FileFault.QUOTES: _('%(line)s行目から、列の区切りが分かりません。「"」を確かめてください。', line=refused.line),
    }[refused.fault]


def concern(given: Concern) -> str:
    """Why a line is not taken in, and what to do."""
    if given.field is not None and given.problem is not None:
        return _said_of_field(given)
    return {
        Doubt.COLUMNS: _("見出しより列が多い行です。列のずれを確かめてください。"),
        Doubt.TWICE: _("%(line)s行目と同じ方です。どちらかを消してください。", line=given.line),
        Doubt.ELSEWHERE: _(
            "この求職番号の方は、ほかの安定所で登録されています。求職番号と生年月日で開いて確かめてください。"
        ),
        Doubt.OTHER_BIRTH_DATE: _("この求職番号の方の生年月日が、登録とちがいます。番号を確かめてください。"),
        Doubt.RESERVED: _("90000で始まる番号は、このシステムだけがつける番号です。安定所の求職番号を書いてください。"),
        Doubt.MAY_BE_KNOWN: _(
            "登録済みの方に似ています。同じ方でなければ、「求職者を登録する」画面で登録してください。"
        ),
        Doubt.SIGNS_IN: _("メールアドレスは、この方がログインに使っています。求職者の画面で直してください。"),
        Doubt.EMAIL_TAKEN: _("このメールアドレスでは、ほかの方がログインしています。"),
        Doubt.EARLIER: _("有効期限が、登録より早い日です。古いファイルでないか確かめてください。"),
    }[given.doubt]


def kept_doubts(doubts: Sequence[Sequence[Any]]) -> Iterator[tuple[int, list[str]]]:
    """The lines that a kept file has in doubt, and why."""
    for line, reasons in doubts:
        yield line, [concern(_concern(*reason)) for reason in reasons]


def _concern(doubt: str, field: str | None, problem: str | None, line: int | None) -> Concern:
    return Concern(Doubt(doubt), PersonField(field) if field else None, Problem[problem] if problem else None, line)


def _said_of_field(given: Concern) -> str:
    assert given.field is not None  # noqa: S101  asked before
    assert given.problem is not None  # noqa: S101
    if given.problem is Problem.MISSING:
        return _("「%(field)s」がありません。", field=person_field(given.field))
    return field_complaint(given.field, given.problem)
