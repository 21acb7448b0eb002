"""What was typed into a refused form stands in it when its reader goes on in another language."""

import re

from flask import Flask

from booking.web.kept.typed_before import filled, typed_in
from tests.web.visits import Visit

BEFORE = """<form><input type="hidden" name="token" value="old"><input name="who" value="&lt;髙城&gt; &amp; 子">
<input type="password" name="secret" value="x"><textarea name="topic">
一行目
&quot;二&quot;</textarea><select name="day"><option value="1">月</option><option value="2" selected>火</option></select>
<input type="checkbox" name="wish" value="a"><input type="checkbox" name="wish" value="b" checked></form>"""
AFTER = """<!doctype html><html lang="en"><p>&copy; 5 &#62; 4</p><script>if (1 < 2) "<p>";</script>
<form><input type="hidden" name="token" value="new"><input name="who" value="" required>
<input type="password" name="secret"><textarea name="topic">old</textarea><br/>
<select name="day"><option value="1" selected>Mon</option><option value="2">Tue</option></select>
<input type="checkbox" name="wish" value="a" checked><input type="checkbox" name="wish" value="b"></form></html>"""


def test_fields_are_filled_and_everything_else_stays_to_the_letter() -> None:
    page = filled(AFTER, typed_in(BEFORE))
    assert typed_in(page).texts == typed_in(BEFORE).texts
    assert typed_in(page).texts["topic"] == '一行目\n"二"'
    assert typed_in(page).chosen == {("wish", "b")}
    assert 'name="token" value="new"' in page
    assert 'name="secret">' in page
    assert page.partition("<form>")[0] == AFTER.partition("<form>")[0]
    assert filled(AFTER, typed_in("<p>")) == AFTER


def test_a_refused_form_goes_on_in_the_language_that_is_chosen_there_with_what_was_typed(sqlite_app: Flask) -> None:
    visit = Visit(sqlite_app)
    visit.open("/login")
    refused = visit.press("ログイン", login="nobody@example.com", password="wrong-2026!")
    english = re.search(r'href="([^"]*lang=en[^"]*)"', refused.text)
    assert english
    page = visit.open(english[1].replace("&amp;", "&")).text
    assert '<html lang="en"' in page
    assert 'value="nobody@example.com"' in page
    assert "wrong-2026!" not in page
