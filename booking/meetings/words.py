"""Says why a meeting is not started or entered, and what its states, settings and captures are called."""

from booking.bookings.rules.booking_numbers import spoken
from booking.core.captures import Capture
from booking.core.explain import Explanation, explains
from booking.core.texts import _
from booking.meetings.details import DetailFault
from booking.meetings.pool.file import LARGEST_FILE, BadLine, FileFault
from booking.meetings.refusals import MeetingNotStarted, MeetingNotThere, MeetingOfThePool, MeetingTaken
from booking.meetings.traits import CodeShape, Traits
from booking.tables import MeetingState


def code_shape(shape: CodeShape) -> str:
    """What an ID or a passcode is made of."""
    signs = _("英数字") if shape.letters else _("数字")
    if shape.shortest == shape.longest:
        return _("%(signs)s%(count)s桁", signs=signs, count=shape.longest)
    return _("%(signs)s%(least)s〜%(most)s桁", signs=signs, least=shape.shortest, most=shape.longest)


def detail_fault(fault: DetailFault, traits: Traits) -> str:
    """What is wrong with the details of a meeting of such a provider, and what to do."""
    return {
        DetailFault.MEETING_ID: _(
            "ミーティングIDは、%(shape)sで入力してください。例：%(example)s",
            shape=code_shape(traits.meeting_id),
            example=traits.meeting_id.example,
        ),
        DetailFault.PASSCODE: _wrong_passcode(traits),
        DetailFault.LINK: _(
            "リンクは、%(product)sの「招待リンク」をそのまま貼り付けてください。例：%(example)s",
            product=traits.product,
            example=traits.links.example,
        ),
        DetailFault.LINK_OF_ANOTHER: _(
            "リンクが、別のミーティングのものです。ミーティングIDと同じ番号が入ったリンクを貼り付けてください。"
        ),
    }[fault]


def _wrong_passcode(traits: Traits) -> str:
    shape = code_shape(traits.passcode)
    if traits.passcode.letters:
        return _("パスコードは、%(shape)sで入力してください。", shape=shape)
    return _(
        "パスコードは、%(shape)sで入力してください。文字が入っているときは、%(product)sで数字だけのパスコードに変えてください。電話で読み上げるためです。",
        shape=shape,
        product=traits.product,
    )


def file_fault(fault: FileFault | DetailFault, traits: Traits) -> str:
    """What is wrong with a line, or with the whole file, and what to do."""
    if isinstance(fault, DetailFault):
        return detail_fault(fault, traits)
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
            "パスコードが5桁です。表計算ソフトが先頭の0を消したようです。%(product)sのパスコードを確かめ、列を「文字列」にして書きなおしてください。",
            product=traits.product,
        ),
        FileFault.ROUNDED: _(
            "表計算ソフトが番号の形（8.5E+10 など）を変えています。"
            "列を「文字列」にして、%(product)sから貼りなおしてください。",
            product=traits.product,
        ),
        FileFault.HOST: _(
            "ホストには、この安定所の相談窓口に登録された%(product)sホストのメールアドレスを書いてください。",
            product=traits.product,
        ),
        FileFault.TWICE: _("同じミーティングIDが、前の行にもあります。どちらかを消してください。"),
        FileFault.IN_USE: _(
            "これからの相談に割り当て済みなので、内容を変えられません。その相談が終わってから取り込んでください。"
        ),
        FileFault.BY_HAND: _("これからの相談に、手で入力されています。その相談が終わってから取り込んでください。"),
    }[fault]


def bad_line(bad: BadLine, traits: Traits) -> str:
    """Which line, and what is wrong with it."""
    if bad.line == 0:
        return file_fault(bad.fault, traits)
    return _("%(line)s行目：%(fault)s", line=bad.line, fault=file_fault(bad.fault, traits))


def capture(kind: Capture | str, product: str) -> str:
    """What happened in a meeting of this product, as staff read it."""
    return {
        Capture.RECORDING: _("録画が始まりました"),
        Capture.AI: _("%(product)s AIの要約または質問が始まりました", product=product),
        Capture.STREAM: _("ライブ配信が始まりました"),
        Capture.RECORDED: _("録画が保存されました"),
        Capture.SUMMARY: _("%(product)s AIの要約ができました", product=product),
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


def drifted_setting(name: str, product: str) -> str:
    """A setting of a meeting in this product that is not as it must be (rules.md#meetings)."""
    return {
        "waiting_room": _("待機室がオフ"),
        "join_before_host": _("ホストより先に参加できる"),
        "auto_recording": _("自動で録画される"),
        "use_pmi": _("個人ミーティングIDを使っている"),
        "meeting_authentication": _("%(product)sにサインインした人だけが参加できる", product=product),
        "let_past": _("待機室を通らずに入れる人がいる"),
        "registration": _("参加に登録（名前とメールアドレスの入力）が要る"),
        "ai_summary": _("%(product)s AIの要約が自動で始まる", product=product),
        "ai_questions": _("%(product)s AIへの質問が自動で始まる", product=product),
        "my_notes": _("参加者が文字起こし（マイノート）をできる"),
        "summary_to_all": _("%(product)s AIの要約が参加者に送られる", product=product),
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
            "もう一度「ミーティングを始める」を押すか、%(product)sアプリにホストでサインインして、ミーティングの一覧から始めてください。",
            product=refused.product,
        ),
    )


@explains
def _meeting_taken(refused: MeetingTaken) -> Explanation:
    return Explanation(
        _("ほかの相談が使うミーティングです"),
        _("このミーティングIDは、同じ時間の、ほかの予約で使われています。"),
        _("別のミーティングを作り、そのIDを入力してください。"),
    )


@explains
def _meeting_of_the_pool(refused: MeetingOfThePool) -> Explanation:
    return Explanation(
        _("用意してあるミーティングです"),
        _("このミーティングIDは、自動で割り当てるために用意されたものです。ほかの方に割り当てられることがあります。"),
        _("別のミーティングを作り、そのIDを入力してください。"),
    )
