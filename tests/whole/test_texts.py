"""Every Japanese text that a person reads goes through gettext, and translators find all of them in one file."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
SOURCES = [
    *(source for door in ("api", "web") for source in sorted((ROOT / "booking" / door).rglob("*.py"))),
    *sorted((ROOT / "booking").glob("*/words.py")),
    *sorted((ROOT / "booking" / "messages" / "channels").glob("*.py")),
    ROOT / "booking" / "core" / "decisions.py",
    ROOT / "booking" / "announcements" / "kinds.py",
]
GETTEXT = {"_", "N_", "gettext", "ngettext"}

# Hiragana, katakana and kanji. Signs such as 〇 × － ＊ ※ say the same in every language.
JAPANESE = re.compile(r"[ぁ-ゖァ-ヺー々一-鿿]")

_JINJA = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])


@pytest.mark.parametrize(
    ("template", "bare"),
    [
        ("<h1>予約</h1>", ["<h1>予約</h1>"]),
        ("{{ field('氏名') }}", ["氏名"]),
        ('<img alt="窓口">', ['<img alt="窓口">']),
        ("{{ _('予約') }}{# 窓口 #}〇 × ※", []),
        ("{{ _('%(who)sの予約', who='窓口') }}", ["窓口"]),
        ("{{ field(_('氏名')) }}", []),
        ("{% trans n=n %}{{ n }}件の予約{% endtrans %}", []),
    ],
)
def test_a_bare_text_of_a_template_is_seen(template: str, bare: list[str]) -> None:
    assert list(_bare_in_template(template)) == bare


@pytest.mark.parametrize(
    ("code", "bare"),
    [
        ("x = '予約'", ["予約"]),
        ("x = f'{n}件'", ["件"]),
        ("flash(_('予約'), title='窓口')", ["窓口"]),
        ("def f():\n    '''求職者'''\n    return _('%(n)s件', n=n)", []),
        ("x = _('%(who)sの予約', who='窓口')", ["窓口"]),
        ("x = ngettext('一件', '%(num)s件', n) + '〇'", []),
    ],
)
def test_a_bare_text_of_a_module_is_seen(code: str, bare: list[str]) -> None:
    assert list(_bare_in_module(code)) == bare


def test_templates_say_everything_through_gettext() -> None:
    assert _bare_texts(TEMPLATES, _bare_in_template) == {}


def test_modules_with_texts_say_everything_through_gettext() -> None:
    assert _bare_texts(SOURCES, _bare_in_module) == {}


def test_the_file_for_translators_holds_every_text(tmp_path: Path) -> None:
    collected = tmp_path / "messages.pot"
    pybabel = [sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract", "--mapping", "pyproject.toml"]
    subprocess.run([*pybabel, "--output", collected, "."], cwd=ROOT, check=True)
    assert _texts_in(ROOT / "translations" / "messages.pot") == _texts_in(collected), "run `make texts`"


def _bare_texts(files: Sequence[Path], bare: Callable[[str], Iterator[str]]) -> dict[str, list[str]]:
    """The texts that go past gettext, by file; files without any are left out."""
    assert files
    found = {str(file.relative_to(ROOT)): list(bare(file.read_text(encoding="utf-8"))) for file in files}
    return {file: texts for file, texts in found.items() if texts}


def _bare_in_template(template: str) -> Iterator[str]:
    yield from _bare_in_nodes(_JINJA.parse(template))


def _bare_in_nodes(node: nodes.Node) -> Iterator[str]:
    inner: Iterable[nodes.Node] = node.iter_child_nodes()
    match node:
        case nodes.Call(node=nodes.Name(name=name), args=arguments, kwargs=facts) if name in GETTEXT:
            inner = [*(argument for argument in arguments if not isinstance(argument, nodes.Const)), *facts]
        case nodes.TemplateData(data=text) | nodes.Const(value=str(text)) if JAPANESE.search(text):
            yield text
    for child in inner:
        yield from _bare_in_nodes(child)


def _bare_in_module(code: str) -> Iterator[str]:
    yield from _bare_in_tree(ast.parse(code))


def _bare_in_tree(node: ast.AST) -> Iterator[str]:
    inner: Iterable[ast.AST] = ast.iter_child_nodes(node)
    match node:
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=facts) if name in GETTEXT:
            inner = [*(argument for argument in arguments if not isinstance(argument, ast.Constant)), *facts]
        case ast.Expr(value=ast.Constant()):  # a docstring
            return
        case ast.Constant(value=str(text)) if JAPANESE.search(text):
            yield text
    for child in inner:
        yield from _bare_in_tree(child)


def _texts_in(file: Path) -> set[str]:
    """The texts of a catalogue, each in singular and plural where it has both."""
    with file.open("rb") as opened:
        return {" | ".join([message.id] if isinstance(message.id, str) else message.id) for message in read_po(opened)}
