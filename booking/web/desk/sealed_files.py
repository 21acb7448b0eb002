"""A file that somebody looks at before it is taken in: until then it lies in their page alone, sealed for them."""

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode

from flask import abort, request

from booking.core.keys import LostDataKey
from booking.core.texts import _
from booking.services import services
from booking.web.session import staff


def sent_file(largest: int) -> tuple[str, bytes]:
    """The name and content of the file that was sent, one byte more than `largest` at most; empty if there is none."""
    file = request.files.get("file")
    return (file.filename or "", file.read(largest + 1)) if file else ("", b"")


def too_large(most: int) -> str:
    """The complaint about a file of more than `most` bytes."""
    return _("ファイルが大きすぎます。%(most)sキロバイトまでです。", most=most // 1024)


def sealed(content: bytes, *, taken_in_at: str) -> str:
    """The file as a field of the form that takes it in, at this address and no other."""
    packed = urlsafe_b64encode(zlib.compress(content)).decode()
    return services().keys.seal(f"{staff().actor} {taken_in_at} {packed}").decode()


def opened() -> bytes:
    """The file that this person was shown, out of the field `sealed` of a form that leads here."""
    shown = f"{staff().actor} {request.script_root}{request.path} "
    try:
        content = services().keys.open(request.form.get("sealed", "").encode())
    except LostDataKey:
        return abort(400)
    return zlib.decompress(urlsafe_b64decode(content.removeprefix(shown))) if content.startswith(shown) else abort(400)
