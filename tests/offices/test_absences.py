"""What an office file says of no-shows: four numbers, each of which may be left out."""

from booking.offices.absence_rules import AbsenceRules
from tests.offices.conftest import Complaints, ReadOffice


def test_an_office_that_says_nothing_warns_at_one_and_proposes_90_days_at_two_within_a_year(office: ReadOffice) -> None:
    assert office("omura").absences == AbsenceRules(1, 2, 365, 90)


def test_shiomizaka_is_slower_to_suspend(office: ReadOffice) -> None:
    assert office("shiomizaka").absences == AbsenceRules(1, 3, 180, 60)


def test_a_suspension_is_never_proposed_before_a_warning(complaints: Complaints) -> None:
    (line,) = complaints("shiomizaka", ("warn_at = 1", "warn_at = 3"))
    assert "absences.propose_at" in line


def test_numbers_out_of_range_and_unknown_keys_are_told(complaints: Complaints) -> None:
    lines = complaints("shiomizaka", ("within_days = 180", "within_days = 3"), ("suspension_days = 60", "days = 60"))
    assert [line.split(": ")[1] for line in lines] == ["absences.days", "absences.within_days"]
