"""The form in which a seeker writes what the consultation is about; keeps whatever was typed."""

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from booking.policy.wishes import TOPIC_MAX_LENGTH, Wish
from booking.typed import says_something, several_lines
from booking.words.texts import _

# A text that is too long is kept too, so that it can be shortened after signing in again; a book is not.
_LONGEST_KEPT = 10 * TOPIC_MAX_LENGTH


@dataclass(frozen=True)
class TopicForm:
    """Topic and wishes as typed; `errors` by field name, empty when the next step may come."""

    topic: str
    wishes: tuple[Wish, ...]
    errors: Mapping[str, str]

    @classmethod
    def parse(cls, sent: MultiDict[str, str]) -> "TopicForm":
        """Read a sent form; wishes that nobody offers are left out."""
        topic = several_lines(sent.get("topic", ""))
        wishes = tuple(wish for wish in Wish if wish.value in sent.getlist("wishes"))
        complaint = topic_complaint(topic)
        return cls(topic[:_LONGEST_KEPT], wishes, {"topic": complaint} if complaint else {})


def topic_complaint(topic: str) -> str:
    """What is wrong with a topic, in words; empty if nothing is."""
    if not says_something(topic):
        return _("相談したいことを書いてください。")
    if len(topic) > TOPIC_MAX_LENGTH:
        return _(
            "相談したいことは、%(limit)s文字以内で書いてください（いまは%(length)s文字です）。",
            limit=TOPIC_MAX_LENGTH,
            length=len(topic),
        )
    return ""
