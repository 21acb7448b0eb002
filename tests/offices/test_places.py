"""Which prefecture a place is in, and which prefectures lie beside each other."""

import pytest

from booking.offices.places import Place, places_called
from booking.offices.prefectures import NEIGHBOURS, PREFECTURES

ISAHAYA = Place("長崎県", "諫早市")


@pytest.mark.parametrize("typed", ["諫早市", "諫早", "いさはや", "ｲｻﾊﾔｼ", " 諫早 "])
def test_a_city_is_found_however_it_is_written(typed: str) -> None:
    assert places_called(typed) == (ISAHAYA,)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("相模原", Place("神奈川県", "相模原市")),  # its wards are not asked
        ("波佐見", Place("長崎県", "波佐見町")),  # nor is the district
        ("大和郡山", Place("奈良県", "大和郡山市")),  # which is none
        ("京都", Place("京都府")),  # a prefecture before its city
        ("しが", Place("滋賀県")),
    ],
)
def test_a_place_is_what_people_call_it(typed: str, found: Place) -> None:
    assert places_called(typed) == (found,)


def test_two_cities_of_one_name_are_both_found_from_the_north() -> None:
    assert [place.prefecture for place in places_called("草津")] == ["群馬県", "滋賀県"]


@pytest.mark.parametrize("typed", ["", "　", "職業相談", "%", "' or 1=1", "\x00", "あ" * 200])
def test_what_is_no_place_is_none(typed: str) -> None:
    assert places_called(typed) == ()


def test_a_prefecture_is_beside_those_that_are_beside_it() -> None:
    assert len(PREFECTURES) == 47
    assert all(one in NEIGHBOURS[other] for one, others in NEIGHBOURS.items() for other in others)
