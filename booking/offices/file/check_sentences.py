"""Rules over an office's own sentences in its messages: they name known facts only, and lead nobody elsewhere.

Whoever gets a mail of the office believes what stands in it (decision 0080).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from booking.core.input.clean_text import says_something, unfit_for_lines
from booking.core.texts.languages import Language
from booking.core.texts.own_sentences import LONGEST_SENTENCES, Place, links_elsewhere, unknown_places
from booking.offices.file.problems import Fault, below, entry_key
from booking.offices.sentences import KINDS_WITH_SENTENCES, Sentences, places_of, texts_for


def sentence_faults(several: Iterable[Sentences]) -> Iterator[Fault]:
    """Everything that is wrong with the sentences of an office."""
    listed = tuple(several)
    for kind, times in Counter(one.kind for one in listed).items():
        if times > 1:
            yield Fault(entry_key("sentences", kind), "同じ種類が2回書かれています", "それぞれちがう種類")
    for one in listed:
        yield from _faults(one, entry_key("sentences", one.kind))


def _faults(sentences: Sentences, key: str) -> Iterator[Fault]:
    kind = KINDS_WITH_SENTENCES.get(sentences.kind)
    if kind is None:
        yield Fault(below(key, "kind"), "この連絡の種類はありません", "、".join(KINDS_WITH_SENTENCES))
        return
    if not sentences.says_something:
        yield Fault(key, "文がひとつも書かれていません", "opening か closing")
    if sentences.stands_in not in texts_for(kind):
        what = "この連絡のメールには、何についての連絡かを書かないため、文も出せません"
        yield Fault(below(key, "stands_in"), what, "、".join(texts_for(kind)))
    for name, texts in (("opening", sentences.opening), ("closing", sentences.closing)):
        place = below(key, name)
        if texts and Language.JAPANESE not in texts:
            what = "日本語の文がありません。ほかのことばの文は、日本語の文といっしょに書きます"
            yield Fault(below(place, Language.JAPANESE), what)
        for language, text in texts.items():
            yield from _text_faults(text, language, below(place, language), places_of(kind))


def _text_faults(text: str, language: Language, key: str, places: Collection[Place]) -> Iterator[Fault]:
    if not says_something(text):
        yield Fault(key, "空になっています", "空でない文。いらなければ書かない")
    if len(text) > LONGEST_SENTENCES:
        yield Fault(key, f"{len(text)}字は長すぎます", f"{LONGEST_SENTENCES}字まで")
    if unfit := unfit_for_lines(text):
        yield Fault(key, f"使えない文字（{unfit}）が入っています", "改行のほかに制御文字のない文")
    if unknown := unknown_places(text, language, places):
        allowed = "、".join(f"{{{place}}}" for place in places)
        yield Fault(key, f"「{unknown[0][:40]}」は使えません", allowed)
    if links_elsewhere(text):
        what = "ほかの場所へのリンクやメールアドレスになる文字が入っています"
        yield Fault(key, what, "1行に1つだけ書いた、https://で始まるgo.jpかlg.jpのアドレス")
