"""What the Makefile hands on is understood by the program that gets it."""

import shlex
import subprocess
from pathlib import Path

from benchmarks.__main__ import read_arguments
from benchmarks.measures import FULL, SMALL
from tests.whole.installation import ROOT


def handed_to(program: str, target: str, *settings: str) -> list[str]:
    command = ["make", "--dry-run", "--no-print-directory", target, *settings]
    *_, last = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    words = shlex.split(last)
    return words[words.index(program) + 1 :]


def handed_to_the_benchmarks(*settings: str) -> list[str]:
    return handed_to("benchmarks", "bench", *settings)


def test_the_benchmarks_understand_what_they_are_asked_for() -> None:
    plain, full = read_arguments(handed_to_the_benchmarks()), read_arguments(handed_to_the_benchmarks("FULL=1"))
    assert (plain.size, plain.country, plain.web) == (SMALL, False, False)
    assert full.size == FULL
    assert read_arguments(handed_to_the_benchmarks("WEB=1")).web
    assert read_arguments(handed_to_the_benchmarks("WALK=1")).walk


def test_the_benchmark_of_a_whole_country_is_asked_for() -> None:
    assert read_arguments(handed_to_the_benchmarks("SIZE=1")).country
    assert read_arguments(handed_to_the_benchmarks("SIZE=1", "KEEP=a/folder")).keep == Path("a/folder")


def test_a_migration_gets_its_subject_whole() -> None:
    assert handed_to("tests.new_migration", "migration", "SUBJECT=notes of staff") == ["notes of staff"]
