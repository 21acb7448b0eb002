"""A picture of the screen as a small PNG: 128 colours do for text on plain ground, and take a third of the bytes."""

import base64
import struct
import zlib
from collections import Counter
from collections.abc import Sequence

from playwright.sync_api import Page

MOST_COLOURS = 128
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_DEPTH_AND_KIND = (8, 3, 0, 0, 0)  # eight bits a pixel, by a palette
# The browser that took a picture can read it as well.
_PIXELS = """async png => {
  const bytes = Uint8Array.from(atob(png), letter => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const pixels = canvas.getImageData(0, 0, image.width, image.height).data;
  let letters = "";
  for (let at = 0; at < pixels.length; at += 32768) letters += String.fromCharCode(...pixels.subarray(at, at + 32768));
  return [image.width, image.height, btoa(letters)];
}"""


def small_png(page: Page, png: bytes) -> bytes:
    """Write the picture `png` anew with a palette; `page` lends its browser to read it."""
    width, height, pixels = page.evaluate(_PIXELS, base64.b64encode(png).decode())
    return _with_palette(width, height, memoryview(base64.b64decode(pixels)).cast("I"))


def _with_palette(width: int, height: int, pixels: memoryview) -> bytes:
    colours = [colour for colour, _ in Counter(pixels).most_common()]
    palette, rare = colours[:MOST_COLOURS], colours[MOST_COLOURS:]
    place = {colour: number for number, colour in enumerate(palette)}
    place |= {colour: place[_nearest(colour, palette)] for colour in rare}
    rows = b"".join(
        b"\0" + bytes(map(place.__getitem__, pixels[start : start + width]))
        for start in range(0, width * height, width)
    )
    return (
        _SIGNATURE
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, *_DEPTH_AND_KIND))
        + _chunk(b"PLTE", bytes(part for colour in palette for part in _parts(colour)))
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def _nearest(colour: int, palette: Sequence[int]) -> int:
    parts = _parts(colour)
    return min(palette, key=lambda kept: sum((a - b) ** 2 for a, b in zip(_parts(kept), parts, strict=True)))


def _parts(colour: int) -> tuple[int, int, int]:
    """Red, green and blue; the browser gives them in this order, the lowest byte first."""
    return colour & 255, colour >> 8 & 255, colour >> 16 & 255


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
