"""Readings: ruby where tags can stand, brackets where none can, and nothing at all of what somebody typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markupsafe import escape

from booking.core.texts.ruby import in_brackets, in_html, marked
from booking.web.languages.templates import WithReadings

BOOKING = marked("{予約|よやく}")
RUBY = "<ruby>予約<rp>（</rp><rt>よやく</rt><rp>）</rp></ruby>"
NOISE = st.text(alphabet="\ufdd0\ufdd1\ufdd2<>\"'&{}|=/- 予よa", max_size=40)


def _page(source: str, **facts: object) -> str:
    environment = Environment(autoescape=True)
    environment.template_class = WithReadings
    template = environment.from_string(source)
    template.name = "page.html"
    return template.render(**facts)


def test_a_reading_is_ruby_on_a_page_and_brackets_in_a_mail() -> None:
    assert in_html(f"<p>{BOOKING} する</p>") == f"<p>{RUBY} する</p>"
    assert in_brackets(f"{BOOKING}する") == "予約（よやく）する"


def test_what_belongs_to_one_word_goes_into_one_ruby_so_that_no_line_ends_in_it() -> None:
    assert in_html(marked("{電話|でんわ}の お{金|かね}が")).count("<ruby>") == 2
    assert "<ruby>お<rt></rt>金<rp>" in in_html(marked("お{金|かね}"))
    assert in_html(marked("{取|と}り{消|け}す")).startswith(
        "<ruby>取<rp>（</rp><rt>と</rt><rp>）</rp>り<rt></rt>消<rp>"
    )
    assert in_html(marked("なお{方|かた}")).startswith("なお<ruby>")


@pytest.mark.parametrize(
    "tagless",
    [
        "<title>{}｜窓口</title>",
        '<nav aria-label="{}">',
        "<input value='a > b' placeholder='{}'>",
        '<input value="a > b" placeholder="{}">',
        '<option value="1" selected>{}</option>',
        '<textarea class="input">\n{}</textarea>',
        "<!-- {} -->",
        '<script>const text = "{}";</script>',
    ],
)
def test_where_no_tag_can_stand_there_are_brackets(tagless: str) -> None:
    assert in_html(f"<p>{BOOKING}</p>{tagless.format(BOOKING)}") == f"<p>{RUBY}</p>{tagless.format('予約（よやく）')}"


@pytest.mark.parametrize(
    "written",
    ["{予約}", "{|よやく}", "{予約|}", "{予|約|よ}", "{予約|yoyaku}", "{<b>|びー}", "{予 約|よ}", "{予%|よ}"],
)
def test_what_is_no_notation_stays_as_it_is(written: str) -> None:
    assert marked(written) == written


def test_what_somebody_typed_is_not_read_as_notation() -> None:
    assert _page("<p>{{ typed }}</p>", typed="{予約|よやく}") == "<p>{予約|よやく}</p>"


def test_pasted_marks_make_no_tag_but_ruby() -> None:
    typed = "\ufdd0<script>\ufdd1</p>\ufdd2\ufdd0a\ufdd1b&\ufdd2\ufdd0"
    assert _page("<p>{{ typed }}</p>", typed=typed) == (
        "<p><ruby>&lt;script&gt;<rp>（</rp><rt>&lt;/p&gt;</rt><rp>）</rp></ruby>"
        "<ruby>a<rp>（</rp><rt>b&amp;</rt><rp>）</rp></ruby></p>"
    )


@given(typed=NOISE)
def test_whatever_is_typed_opens_no_tag_and_leaves_no_mark(typed: str) -> None:
    page = in_html(f'<p title="{escape(typed)}">{escape(typed)}{BOOKING}</p>')
    attribute, _, shown = page.removeprefix('<p title="').partition('">')
    assert not set("<>\"'") & set(attribute)
    bare = shown.removesuffix("</p>")
    for tag in ("ruby", "rp", "rt"):
        assert bare.count(f"<{tag}>") == bare.count(f"</{tag}>")
        bare = bare.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    assert not set("<>") & set(bare)
    assert not set("\ufdd0\ufdd1\ufdd2") & set(page)
