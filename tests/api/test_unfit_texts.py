"""Characters that no text holds are told at their field, in every field and on both engines: never a 5xx."""

from urllib.parse import quote

import pytest

from tests.api.calls import FRIDAY, Caller, problem_of, wanted

UNFIT = ["\0", "\x1b", "\u2028", "\u202e"]
CLEANED = ("topic", "late_reason", "reason")


@pytest.mark.parametrize("field", ["procedure", "terms_version", "starts_at", "seeker", "birth_date", "channel"])
def test_a_booking_with_an_unfit_text_names_its_field(clerk: Caller, field: str) -> None:
    for unfit in UNFIT:
        body = wanted(seeker="70000-0000002", channel="phone") | {field: f"omura{unfit}soudan"}
        answer = clerk.post("/bookings", body)
        assert problem_of(answer) == (422, "invalid-fields")
        assert [error["pointer"] for error in answer.json["errors"]] == [f"/{field}"]


def test_what_is_no_code_is_told_as_such(misaki: Caller) -> None:
    for code in ("\0", "Omura-soudan", "大村", "o", "o" * 41, "omura soudan", "omura-soudan\n"):
        answer = misaki.post("/bookings", wanted(procedure=code))
        assert problem_of(answer) == (422, "invalid-fields")
        assert "英小文字・数字・ハイフン" in answer.json["errors"][0]["detail"]


@pytest.mark.parametrize("unfit", UNFIT, ids=ascii)
def test_texts_that_people_type_are_cleaned(misaki: Caller, unfit: str) -> None:
    number = misaki.post("/bookings", wanted(topic=f"転職{unfit}の相談")).json["number"]
    assert misaki.post(f"/bookings/{number}/cancel", {"reason": f"急{unfit}用"}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/procedures?q={}",
        "/procedures?after={}",
        "/procedures?limit={}",
        "/procedures/{}/slots",
        "/procedures/omura-soudan/slots?from={}",
        "/procedures/omura-soudan/slots?channel={}",
        "/bookings?before={}",
        "/bookings/{}",
        "/inbox?before={}",
    ],
)
def test_an_address_with_an_unfit_text_is_answered(misaki: Caller, path: str) -> None:
    for unfit in UNFIT:
        answer = misaki.get(path.format(quote(f"omura{unfit}")))
        assert answer.status_code in ({200} if "q=" in path else {404, 422})


@pytest.mark.parametrize("act", ["cancel", "move"])
def test_a_booking_number_with_an_unfit_text_is_unknown(misaki: Caller, act: str) -> None:
    body = {"starts_at": FRIDAY} if act == "move" else {}
    for unfit in UNFIT:
        assert misaki.post(f"/bookings/4829{quote(unfit)}/{act}", body).status_code == 404
