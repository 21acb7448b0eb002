"""The privacy policy and the terms of the my-page, to be read; the doors ask for the consent (`consent`)."""

from dataclasses import dataclass

from flask import render_template

from booking.core.texts import _
from booking.people.opening.documents import VERSIONS
from booking.people.permissions import ANYONE, allow
from booking.tables import Document
from booking.web.seeker.blueprint import blueprint


@dataclass(frozen=True)
class ShownDocument:
    """A text as a page shows it: its title, the template that holds it, and which version it is."""

    document: Document
    title: str
    template: str
    version: str


def shown(document: Document) -> ShownDocument:
    """The text that is in force."""
    title = {Document.PRIVACY_POLICY: _("プライバシーポリシー"), Document.MY_PAGE_TERMS: _("マイページ利用規約")}
    return ShownDocument(document, title[document], f"seeker/documents/{document.value}.html", VERSIONS[document])


@blueprint.get("/privacy-policy")
@allow(ANYONE)
def privacy_policy() -> str:
    """Which data are kept, what for and how long."""
    return _page(Document.PRIVACY_POLICY)


@blueprint.get("/my-page-terms")
@allow(ANYONE)
def my_page_terms() -> str:
    """What holds for whoever uses a my-page."""
    return _page(Document.MY_PAGE_TERMS)


def _page(document: Document) -> str:
    return render_template("seeker/documents/document.html", text=shown(document))
