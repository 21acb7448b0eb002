"""Says why a meeting is not started or entered, and what its states, settings and captures are called."""

from booking.bookings.rules.booking_numbers import spoken
from booking.core.captures import Capture
from booking.core.explain import Explanation, explains
from booking.core.texts import _
from booking.meetings.details import DetailFault
from booking.meetings.pool.file import LARGEST_FILE, BadLine, FileFault
from booking.meetings.refusals import MeetingNotStarted, MeetingNotThere, MeetingOfThePool, MeetingTaken
from booking.tables import MeetingState


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


def meeting_state(state: MeetingState) -> str:
    """A meeting's state."""
    return {
        MeetingState.WANTED: _("発行中"),
        MeetingState.ISSUED: _("発行済み"),
        MeetingState.FAILING: _("発行が遅れています"),
        MeetingState.WITHDRAWN: _("無効"),
    }[state]


def drifted_setting(name: str) -> str:
    """A setting of a meeting that is not as it must be (rules.md#meetings)."""
    return {
        "waiting_room": _("待機室がオフ"),
        "join_before_host": _("ホストより先に参加できる"),
        "auto_recording": _("自動で録画される"),
        "use_pmi": _("個人ミーティングIDを使っている"),
        "meeting_authentication": _("Zoomにサインインした人だけが参加できる"),
        "let_past": _("待機室を通らずに入れる人がいる"),
        "registration": _("参加に登録（名前とメールアドレスの入力）が要る"),
        "ai_summary": _("Zoom AIの要約が自動で始まる"),
        "ai_questions": _("Zoom AIへの質問が自動で始まる"),
        "my_notes": _("参加者が文字起こし（マイノート）をできる"),
        "summary_to_all": _("Zoom AIの要約が参加者に送られる"),
        "alt_hosts": _("ほかの人もホストになれる（代替ホスト）"),
        "kept_chat": _("チャットが相談のあとも残る"),
        "encryption": _("エンドツーエンド暗号化のため、ブラウザや電話で参加できない"),
        "type": _("1回だけのミーティングではない"),
        "passcode": _("パスコードが違う、または数字だけでない"),
        "time": _("日時が違う"),
    }.get(name, name)


@explains
def _meeting_not_there(refused: MeetingNotThere) -> Explanation:
    return Explanation(
        _("始められるミーティングがありません"),
        _(
            "受付番号%(number)sのミーティングは、まだ発行されていないか、無効になっています。",
            number=spoken(refused.number),
        ),
        _(
            "予約の画面を開きなおして、ミーティングの状態をお確かめください。相談の時刻が近いときは、求職者へお電話ください。"
        ),
    )


@explains
def _meeting_not_started(refused: MeetingNotStarted) -> Explanation:
    return Explanation(
        _("ミーティングを始められませんでした"),
        _(
            "受付番号%(number)sのミーティングを開けませんでした。%(why)s",
            number=spoken(refused.number),
            why=refused.why,
        ),
        _(
            "もう一度「ミーティングを始める」を押すか、Zoomアプリにホストでサインインして、ミーティングの一覧から始めてください。"
        ),
    )


@explains
def _meeting_taken(refused: MeetingTaken) -> Explanation:
    return Explanation(
        _("ほかの相談が使うミーティングです"),
        _("このミーティングIDは、同じ時間の、ほかの予約で使われています。"),
        _("Zoomで別のミーティングを作り、そのIDを入力してください。"),
    )


@explains
def _meeting_of_the_pool(refused: MeetingOfThePool) -> Explanation:
    return Explanation(
        _("用意してあるミーティングです"),
        _("このミーティングIDは、自動で割り当てるために用意されたものです。ほかの方に割り当てられることがあります。"),
        _("Zoomで別のミーティングを作り、そのIDを入力してください。"),
    )
