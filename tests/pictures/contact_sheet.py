"""`make screens`: photographs every page at a phone's and a desk's width, has it judged, and makes one contact sheet.

Seekers' pages are photographed in each language, English by day and やさしい日本語 by night. See screens/index.html;
it fails when axe, HTML_CodeSniffer or the Nu checker find something. Each width has a process and services of its own.
"""

import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from html import escape
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import chromium_path, launch_arguments
from tests.html_checkers import is_allowed
from tests.html_checkers.critic import Critic
from tests.html_checkers.nu import findings_in
from tests.pictures.camera import SHEET, WIDTHS
from tests.pictures.screens import go_everywhere


def main() -> int:
    """Take all pictures, write the contact sheet, print what is wrong; the exit status."""
    shutil.rmtree(SHEET, ignore_errors=True)
    sources = SHEET / "sources"
    sources.mkdir(parents=True)
    with ProcessPoolExecutor(len(WIDTHS)) as processes:
        rounds = list(processes.map(_go, WIDTHS, [sources] * len(WIDTHS)))
    pictures = {width: taken for width, (taken, _) in zip(WIDTHS, rounds, strict=True)}
    (SHEET / "index.html").write_text(_sheet(pictures), encoding="utf-8")
    everything = [finding for _, findings in rounds for finding in findings] + list(findings_in(sources))
    found = [(picture, finding) for picture, finding in everything if not is_allowed(finding)]
    print("\n".join(_lines(found)))  # noqa: T201  a command prints
    print(f"{sum(map(len, pictures.values()))} pictures: {SHEET / 'index.html'}; {len(found)} findings")  # noqa: T201
    return 1 if found else 0


def _go(width: int, sources: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """The pictures of one width, and what is wrong with which."""
    findings: list[tuple[str, str]] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=launch_arguments())
        taken = go_everywhere(browser, partial(Critic, sources=sources, findings=findings), [width])
    return taken[width], findings


def _lines(found: Iterable[tuple[str, str]]) -> list[str]:
    """Each finding once, with the pictures that have it."""
    where: dict[str, list[str]] = {}
    for picture, finding in found:
        where.setdefault(finding, []).append(picture)
    return [
        f"{finding}\n    {len(pictures)} times, in {', '.join(pictures[:4])}" for finding, pictures in where.items()
    ]


def _sheet(pictures: Mapping[int, Sequence[str]]) -> str:
    figures = [
        f'<figure><a href="{escape(path)}"><img src="{escape(path)}" width="{min(width, 480)}" loading="lazy"></a>'
        f"<figcaption>{escape(path)}</figcaption></figure>"
        for width, paths in pictures.items()
        for path in paths
    ]
    style = "body{display:flex;flex-wrap:wrap;gap:1rem;align-items:start}img{border:1px solid #999}"
    return f'<!doctype html><meta charset="utf-8"><title>Screens</title><style>{style}</style>{"".join(figures)}'


if __name__ == "__main__":
    sys.exit(main())
