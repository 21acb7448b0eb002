"""The texts that one agrees to before an account is opened, and which version of each is in force; knows no database.

A text that changes gets the day of its change as a new version: what people agreed to is kept by it.
"""

from collections.abc import Mapping

from booking.tables import Document

VERSIONS: Mapping[Document, str] = {
    Document.PRIVACY_POLICY: "2026-12-01",
    Document.MY_PAGE_TERMS: "2026-12-01",
}
