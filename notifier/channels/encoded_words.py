"""Writes a mail's headers so that Japanese arrives to the letter.

The library's own folding loses a space where a long text breaks right beside one, and our office names and subjects
have spaces; its older `Header` encodes them with the text (RFC 2047 §5), so that none lies between two words.
"""

from email.header import Header
from email.headerregistry import Address
from email.policy import EmailPolicy
from typing import Any

_LINE = "\r\n"


class MailPolicy(EmailPolicy):
    """The policy of mails for SMTP, with subject and names encoded as wholes."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        """A header's lines as they go out."""
        if name == "Subject":
            return _lines(name, _words(str(value), name))
        addresses = getattr(value, "addresses", ())
        if any(address.display_name for address in addresses):
            return _lines(name, ", ".join(_mailbox(address, name) for address in addresses))
        return super().fold_binary(name, value)


POLICY = MailPolicy(linesep=_LINE)


def _mailbox(address: Address, header: str) -> str:
    if not address.display_name:
        return f"<{address.addr_spec}>"
    return f"{_words(address.display_name, header)}{_LINE} <{address.addr_spec}>"


def _words(text: str, header: str) -> str:
    return Header(text, "utf-8", header_name=header, maxlinelen=76).encode(linesep=_LINE)


def _lines(name: str, value: str) -> bytes:
    return f"{name}: {value}{_LINE}".encode("ascii")
