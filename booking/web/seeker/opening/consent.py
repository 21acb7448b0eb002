"""The consent at the doors: each text is read to its end, where its box is ticked.

Which versions were agreed to, and when, stands in this browser's session until the account is opened.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import session

from booking.core.texts import _
from booking.people.opening.consents import Agreement
from booking.people.opening.documents import VERSIONS
from booking.tables import Document
from booking.web.forms import Form, is_ticked
from booking.web.seeker.opening.documents import ShownDocument, shown

_KEPT_AS = "agreed"
_DONE = "opening_done"


@dataclass(frozen=True)
class ConsentForm(Form):
    """The texts whose boxes were ticked."""

    agreed: Collection[Document] = ()

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "ConsentForm":
        """Read a sent form; a text that has become newer since it was shown has to be read again."""
        return cls(agreed=ticked_documents(sent)).checked(consent_complaints(sent))


def ticked_documents(sent: Mapping[str, str]) -> Collection[Document]:
    """The texts whose boxes were ticked."""
    return tuple(document for document in Document if is_ticked(sent, document.value))


def consent_complaints(sent: Mapping[str, str]) -> Mapping[str, str]:
    """What to say of each box, by the name of its field; empty where it was ticked."""
    return {document.value: _complaint(document, sent) for document in Document}


def texts_to_agree_to() -> Sequence[ShownDocument]:
    """The texts in the order in which they are read."""
    return [shown(document) for document in Document]


def keep_agreement() -> Agreement:
    """Note in this browser what was agreed to just now."""
    agreed = Agreement(dict(VERSIONS), datetime.now(UTC))
    session.permanent = True
    versions = {document.value: version for document, version in agreed.versions.items()}
    session[_KEPT_AS] = {"versions": versions, "at": agreed.agreed_at.isoformat()}
    return agreed


def agreement() -> Agreement | None:
    """What was agreed to in this browser; None if it was nothing, or if a text has become newer since."""
    kept = session.get(_KEPT_AS)
    if kept is None:
        return None
    versions = {Document(document): version for document, version in kept["versions"].items()}
    found = Agreement(versions, datetime.fromisoformat(kept["at"]))
    return found if found.is_in_force else None


def finish(done: str) -> None:
    """Forget what was agreed to, which is kept with the account from now on; who goes back finds the end, `done`."""
    session.pop(_KEPT_AS, None)
    session[_DONE] = done


def begin_anew() -> None:
    """Somebody begins at a door: what was finished before is seen no more."""
    session.pop(_DONE, None)


def end_or(start: str) -> str:
    """Where somebody goes on who is at no step of a door: the end, if it was reached in this browser, or `start`."""
    done: str = session.get(_DONE, start)
    return done


def _complaint(document: Document, sent: Mapping[str, str]) -> str:
    title = shown(document).title
    if sent.get(f"{document.value}_version") != VERSIONS[document]:
        return _("「%(title)s」が新しくなりました。もう一度お読みください。", title=title)
    if not is_ticked(sent, document.value):
        return _("「%(title)s」を最後まで読み、「同意します」にチェックを入れてください。", title=title)
    return ""
