"""What a capture of a consultation is called."""

from booking.core.captures import Capture
from booking.core.texts import _


def capture(kind: Capture | str) -> str:
    """What happened, as staff read it."""
    return {
        Capture.RECORDING: _("録画が始まりました"),
        Capture.AI: _("Zoom AIの要約または質問が始まりました"),
        Capture.STREAM: _("ライブ配信が始まりました"),
        Capture.RECORDED: _("録画が保存されました"),
        Capture.SUMMARY: _("Zoom AIの要約ができました"),
        Capture.TRANSCRIPT: _("文字起こしができました"),
    }[Capture(kind)]
