"""Says what is wrong with a meeting that somebody copied from Zoom, in a form or in a file; shows none of it."""

from booking.core.texts import _
from booking.meetings.details import DetailFault
from booking.meetings.pool.file import LARGEST_FILE, BadLine, FileFault


def detail_fault(fault: DetailFault) -> str:
    """What is wrong with the details, and what to do."""
    return {
        DetailFault.MEETING_ID: _("ミーティングIDは、数字9〜11桁で入力してください。例：812 3456 7890"),
        DetailFault.PASSCODE: _(
            "パスコードは、数字6〜10桁で入力してください。文字が入っているときは、Zoomで数字だけのパスコードに変えてください。電話で読み上げるためです。"
        ),
        DetailFault.LINK: _(
            "リンクは、Zoomの「招待リンク」をそのまま貼り付けてください。例：https://us05web.zoom.us/j/81234567890?pwd=…"
        ),
        DetailFault.LINK_OF_ANOTHER: _(
            "リンクが、別のミーティングのものです。ミーティングIDと同じ番号が入ったリンクを貼り付けてください。"
        ),
    }[fault]


def file_fault(fault: FileFault | DetailFault) -> str:
    """What is wrong with a line, or with the whole file, and what to do."""
    if isinstance(fault, DetailFault):
        return detail_fault(fault)
    return {
        FileFault.TOO_LARGE: _(
            "ファイルが大きすぎます。%(most)sキロバイトまでの、いくつかのファイルに分けてください。",
            most=LARGEST_FILE // 1024,
        ),
        FileFault.NOT_TEXT: _("文字が読めません。CSV（UTF-8、UTF-16、Shift_JISのどれか）で保存しなおしてください。"),
        FileFault.HEADER: _("見出しの行に「ミーティングID,パスコード,リンク,ホスト」の4つを書いてください。"),
        FileFault.EMPTY: _("ミーティングの行がありません。見出しの次の行から、1行に1つずつ書いてください。"),
        FileFault.COLUMNS: _("見出しより列が多くあります。"),
        FileFault.QUOTES: _('引用符（"）が閉じていないか、セルの途中にあります。'),
        FileFault.LOST_ZERO: _(
            "パスコードが5桁です。表計算ソフトが先頭の0を消したようです。Zoomのパスコードを確かめ、列を「文字列」にして書きなおしてください。"
        ),
        FileFault.ROUNDED: _(
            "表計算ソフトが番号の形（8.5E+10 など）を変えています。列を「文字列」にして、Zoomから貼りなおしてください。"
        ),
        FileFault.HOST: _("ホストには、この安定所の相談窓口に登録されたZoomホストのメールアドレスを書いてください。"),
        FileFault.TWICE: _("同じミーティングIDが、前の行にもあります。どちらかを消してください。"),
        FileFault.IN_USE: _(
            "これからの相談に割り当て済みなので、内容を変えられません。その相談が終わってから取り込んでください。"
        ),
        FileFault.BY_HAND: _("これからの相談に、手で入力されています。その相談が終わってから取り込んでください。"),
    }[fault]


def bad_line(bad: BadLine) -> str:
    """Which line, and what is wrong with it."""
    if bad.line == 0:
        return file_fault(bad.fault)
    return _("%(line)s行目：%(fault)s", line=bad.line, fault=file_fault(bad.fault))
