"""The form in which a seeker writes what the consultation is about; keeps whatever was typed."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from booking.bookings.rules.wishes import Wish
from booking.core.text_limits import LONGEST_TOPIC
from booking.core.texts import _
from booking.web.forms import Form, all_chosen, lines, text_complaint

# A text that is too long is kept too, so that it can be shortened after signing in again; a book is not.
_LONGEST_KEPT = 10 * LONGEST_TOPIC


@dataclass(frozen=True)
class TopicForm(Form):
    """Topic and wishes as typed; without errors the next step may come."""

    topic: str
    wishes: tuple[Wish, ...]

    @classmethod
    def parse(cls, sent: MultiDict[str, str]) -> "TopicForm":
        """Read a sent form; wishes that nobody offers are left out."""
        topic = lines(sent, "topic")
        form = cls(topic[:_LONGEST_KEPT], all_chosen(sent, "wishes", Wish))
        return form.checked({"topic": topic_complaint(topic)})


def topic_complaint(topic: str) -> str:
    """What is wrong with a topic, in words; empty if nothing is."""
    missing = _("相談したいことを書いてください。")
    return text_complaint(topic, LONGEST_TOPIC, missing=missing, what=_("相談したいこと"))
