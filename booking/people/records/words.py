"""Says to staff in what two records are alike, and why a record is refused."""

from booking.core.explain import Explanation, explains
from booking.core.texts import _
from booking.people.records.likeness import Likeness
from booking.people.records.refusals import (
    CannotMerge,
    ClosedAlready,
    EmailNeeded,
    MergeObstacle,
    NotClosed,
    RecordChanged,
    RecordMerged,
    SeekerNumberReserved,
    SeekerNumberTaken,
)


def likeness(given: Likeness) -> str:
    """In what a record is like another."""
    return {
        Likeness.KANA: _("生年月日とカナ"),
        Likeness.NAME: _("生年月日と氏名"),
        Likeness.PHONE: _("電話番号"),
        Likeness.EMAIL: _("メールアドレス"),
    }[given]


@explains
def _seeker_number_taken(refused: SeekerNumberTaken) -> Explanation:
    return Explanation(
        _("この求職番号は登録できません"),
        _("ほかの方が、この求職番号で登録されています。"),
        _("番号を確かめてください。同じ方なら、求職番号と生年月日で、その方の画面を開いてください。"),
    )


@explains
def _seeker_number_reserved(refused: SeekerNumberReserved) -> Explanation:
    return Explanation(
        _("この求職番号は、入力できません"),
        _("90000で始まる番号は、番号がまだない方に、このシステムがつける番号です。"),
        _("安定所の求職番号を入力してください。まだ番号がない方は、空のままにしてください。"),
    )


@explains
def _closed_already(refused: ClosedAlready) -> Explanation:
    return Explanation(
        _("もう利用不可になっています"),
        _("ほかの職員が、先に利用不可にしました。"),
        _("求職者の画面で、理由を確かめてください。"),
    )


@explains
def _not_closed(refused: NotClosed) -> Explanation:
    return Explanation(
        _("利用不可になっていません"),
        _("ほかの職員が、先に利用不可を解きました。"),
        _("することはありません。"),
    )


@explains
def _record_changed(refused: RecordChanged) -> Explanation:
    return Explanation(
        _("この方の登録は、先に直されました"),
        _("画面を開いたあとに、ほかの職員が登録の内容を直しました。"),
        _("求職者の画面から「登録の内容を直す」を開きなおしてください。"),
    )


@explains
def _email_needed(refused: EmailNeeded) -> Explanation:
    return Explanation(
        _("メールアドレスを空にできません"),
        _("マイページのログインに使っています。"),
        _("ほかのメールアドレスを聞くか、そのままにしてください。"),
    )


@explains
def _record_merged(refused: RecordMerged) -> Explanation:
    return Explanation(
        _("この登録は、ほかの登録と1つになりました"),
        _("同じ方の登録として、まとめられています。"),
        _("「求職者をさがす」で、もう一度さがしてください。"),
    )


@explains
def _cannot_merge(refused: CannotMerge) -> Explanation:
    what_happened, what_to_do = _obstacle(refused.obstacle)
    return Explanation(_("登録をまとめられません"), what_happened, what_to_do)


def _obstacle(obstacle: MergeObstacle | None) -> tuple[str, str]:
    """What stands against it, and what to do; on a page of all refusals there is no particular one."""
    return {
        None: (_("2つの登録を、1つにできない事情があります。"), _("画面に出る事情を、先に解いてください。")),
        MergeObstacle.SAME: (_("同じ登録が選ばれています。"), _("まとめる相手の登録を選んでください。")),
        MergeObstacle.MERGED: (
            _("どちらかの登録は、もうほかの登録とまとめられています。"),
            _("「求職者をさがす」で、もう一度さがしてください。"),
        ),
        MergeObstacle.NUMBER: (_("残す求職番号が、どちらの番号でもありません。"), _("残す求職番号を選んでください。")),
        MergeObstacle.TWO_MY_PAGES: (
            _("マイページが2つあります。"),
            _("どちらを使うかをご本人に聞き、使わないマイページを退会していただいてから、もう一度押してください。"),
        ),
        MergeObstacle.CLOSED: (
            _("どちらかのマイページが、利用不可になっています。"),
            _("理由を確かめ、利用不可を解いてから、もう一度押してください。"),
        ),
        MergeObstacle.HOLD: (
            _("ご本人が、いま予約の画面で時間を選んでいます。"),
            _("予約が終わるか、30分ほどたってから、もう一度押してください。"),
        ),
        MergeObstacle.OVERLAP: (
            _("2つの登録に、時間の重なる予約があります。"),
            _("どちらかの予約を取り消すか、日時を変えてから、もう一度押してください。"),
        ),
        MergeObstacle.PROPOSALS: (
            _("2つの登録のどちらにも、同じ安定所の利用停止の提案があります。"),
            _("「欠席」の画面で、どちらかを決めてから、もう一度押してください。"),
        ),
        MergeObstacle.TOO_LATE: (
            _("もとの2つの登録には、もう戻せません。"),
            _("戻せるのは、まとめてから1日のあいだだけです。別の方だったときは、新しく登録してください。"),
        ),
    }[obstacle]
