"""The visitor of the other tests sends what a browser would send."""

from tests.whole.visitor import forms_of

PAGE = """
<form action="/search"><input name="q" value="大村"><button>さがす</button></form>
<form action="/terms" method="post">
  <input type="hidden" name="csrf_token" value="abc">
  <input type="checkbox" name="agree"><input type="radio" name="voice" value="yes" checked>
  <textarea name="topic">
履歴書</textarea>
  <select name="day"><option value="mon">月</option><option value="tue" selected>火</option></select>
  <select name="hour"><option value="10">10時</option><option value="11">11時</option></select>
  <button name="step" value="next"> 確認へ <b>進む</b> </button>
</form>
"""


def test_a_form_carries_its_hidden_and_chosen_fields_only() -> None:
    _, terms = forms_of(PAGE)
    assert (terms.action, terms.method) == ("/terms", "post")
    assert terms.fields == {"csrf_token": "abc", "voice": "yes", "topic": "履歴書", "day": "tue", "hour": "10"}


def test_a_button_is_found_by_its_words_and_adds_its_own_field() -> None:
    search, terms = forms_of(PAGE)
    assert search.buttons == {"さがす": {}}
    assert terms.buttons == {"確認へ 進む": {"step": "next"}}
