"""The pieces of which forms are made take what people type, and nothing that no page of ours sends."""

import pytest
from werkzeug.datastructures import MultiDict

from booking.bookings.rules.wishes import Wish
from booking.web.forms import Form, all_chosen, chosen, only, too_long, whole_number


@pytest.mark.parametrize(
    ("typed", "number"), [("0", 0), ("00012", 12), ("", None), ("-1", None), ("１", None), ("123456", None)]
)
def test_a_whole_number_has_digits_alone_and_not_too_many(typed: str, number: int | None) -> None:
    assert whole_number(typed, digits=5) == number


def test_what_nobody_offers_is_not_chosen() -> None:
    sent = MultiDict([("wish", "captions"), ("wish", "champagne"), ("wish", "interpreter")])
    assert chosen(sent, "wish", Wish) is Wish.CAPTIONS
    assert all_chosen(sent, "wish", Wish) == (Wish.INTERPRETER, Wish.CAPTIONS)  # in the order of the page
    assert chosen({"wish": "champagne"}, "wish", Wish) is None


def test_the_one_choice_that_there_is_comes_chosen() -> None:
    assert (only([Wish.CAPTIONS]), only(list(Wish)), only([])) == ("captions", "", "")


@pytest.mark.parametrize(
    ("what", "complaint"),
    [
        ("", "3文字以内で入力してください。いまは4文字です。"),
        ("理由", "理由は、3文字以内で書いてください（いまは4文字です）。"),
    ],
)
def test_a_text_of_one_character_too_many_is_told_how_many_it_has(what: str, complaint: str) -> None:
    assert too_long("あいう", 3, what=what) == ""
    assert too_long("あいうえ", 3, what=what) == complaint


def test_a_form_keeps_only_the_complaints_that_say_something() -> None:
    form = Form().checked({"channel": "", "reason": "長すぎます"})
    assert (form.errors, form.with_status("page")) == ({"reason": "長すぎます"}, ("page", 422))
    assert Form().with_status("page") == ("page", 200)
