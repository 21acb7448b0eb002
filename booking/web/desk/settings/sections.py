"""Which fields stand on which form, in which order, with a sentence each where the name alone does not say enough."""

from collections.abc import Mapping
from dataclasses import replace

from booking.core.texts import _
from booking.office_changes.words import weekdays
from booking.offices.file.shape import Desk, Office, Procedure
from booking.offices.file.weekdays import WEEKDAYS
from booking.web.desk.settings.fields import Section, SettingField, section
from booking.web.desk.settings.kinds import Clocks, Day

FROM = "from"  # the field that says the first day

# What has a page of its own: ends, timetables, closing days, terms, rules for no-shows, names in calendars. That
# something is made up only a file says, and a code stays as it was given.
ELSEWHERE: Mapping[type[object], frozenset[str]] = {
    Office: frozenset(
        {
            "fictional",
            "ends_on",
            "feed_names",
            "absences",
            "desks",
            "procedures",
            "closing_days",
            "extra_openings",
            "sentences",
        }
    ),
    Desk: frozenset({"ends_on"}),
    Procedure: frozenset({"fictional", "ends_on", "timetables", "rules"}),
}


def new_office_sections() -> tuple[Section, ...]:
    """What a new office is asked."""
    return (section(Office, _("コード"), {"code": _code_support(_("omura"))}), *office_sections())


def office_sections() -> tuple[Section, ...]:
    """The office's own values."""
    return (
        section(
            Office,
            _("名前"),
            {
                "name": _("求職者が読む名前です。例：ハローワーク大村"),
                "official_name": _("例：大村公共職業安定所"),
                "department": _("求職者に、電話番号といっしょに表示します。例：職業相談部門"),
                "keywords": _("読みや、ふだんの呼び方を、1行に1つ書きます。例：おおむら"),
            },
        ),
        section(
            Office,
            _("場所と連絡先"),
            {
                "prefecture": _("求職者が近くの安定所をさがすときに使います。"),
                "city": _("例：大村市"),
                "address": _("空けると、安定所のページでは電話での問い合わせを案内します。"),
                "phone": _("例：0957-00-0000"),
                "email": _("問い合わせ用のアドレスです。例：desk@example.com"),
            },
        ),
        section(
            Office,
            _("窓口の時間"),
            {
                "desk_opens": _("電話を受け付ける時間としても表示します。例：8:30"),
                "desk_closes": _("電話や窓口での予約は、締切の日のこの時刻までです。例：17:15"),
            },
        ),
        section(
            Office,
            _("相談のお知らせ"),
            {
                "remind_at": _("窓口の時間のうちにします。お知らせを見て電話する方がいるためです。例：10:00"),
                "remind_minutes_before": _("15から120まで。いまある予約のお知らせも、新しい時刻になります。例：60"),
            },
        ),
    )


def new_desk_sections() -> tuple[Section, ...]:
    """What a new desk is asked."""
    return (section(Desk, _("コード"), {"code": _code_support(_("omura-desk-3"))}), *desk_sections())


def desk_sections() -> tuple[Section, ...]:
    """The desk's own values."""
    return (
        section(
            Desk,
            _("窓口"),
            {
                "name": _("職員が見る名前です。例：オンライン相談窓口1"),
                "zoom_host": _(
                    "この窓口のミーティングを作るアカウントです。ほかの窓口とは共有できません。"
                    "ミーティングを手で用意するときは空けます。例：desk-1@example.com"
                ),
                "host_licence": "",
                "rest_minutes": _("次の方の相談と重ならないように、相談のたびに空ける時間です。"),
            },
        ),
    )


def procedure_sections() -> tuple[Section, ...]:
    """All values of a procedure but its terms: the rules, which hold from a day on, then what changes at once."""
    support = _("今日か、これからの日です。下の「相談と受付」と「求職者への案内」は、この日から変わります。")
    first = SettingField((FROM,), Day(), _("いつから"), support, of_part=False)
    at_once = replace(own_section(), title=_("名前とさがし方（すぐに変わります）"))
    return (Section(_("変える日"), (first,)), *rules_sections(), at_once)


def new_procedure_sections(desks: Mapping[str, str]) -> tuple[Section, ...]:
    """What a new procedure is asked; its times stand on the page beside."""
    code = section(
        Procedure,
        _("コードと窓口"),
        {
            "code": _code_support(_("omura-soudan")),
            "desks": _("この手続きの相談を行う窓口です。上の窓口から順に予約が入ります。"),
        },
        desks=desks,
    )
    terms = section(Procedure, _("利用規約"), {"terms": ""})
    return (code, own_section(), _first_times(), *rules_sections(), terms)


def _first_times() -> Section:
    first = SettingField((FROM,), Day(), _("いつから"), _("この手続きの相談を始める日です。"), of_part=False)
    support = _("始まりの時刻を、15分の区切りで、空白で区切って入力します。行わない曜日は空けます。例：10:00 11:00")
    days = zip(WEEKDAYS, weekdays(), strict=True)
    times = (
        SettingField((key,), Clocks(), name, support if key == WEEKDAYS[0] else "", of_part=False) for key, name in days
    )
    return Section(_("毎週の時刻"), (first, *times))


def own_section() -> Section:
    """What a procedure is, whatever the day."""
    return section(
        Procedure,
        _("名前とさがし方"),
        {
            "title": _("目的と安定所の名前を入れます。例：職業相談（オンライン面談予約）ハローワーク大村"),
            "purpose": _("短い呼び名です。例：職業相談"),
            "purpose_order": _("小さい数から順に並びます。"),
            "keywords": _("求職者がこの手続きをさがすときのことばを、1行に1つ書きます。"),
            "invented": _("見本として作った内容があるときだけ書きます。求職者のページに出ます。"),
        },
    )


def rules_sections() -> tuple[Section, ...]:
    """The rules of a procedure, by which day counts."""
    return (
        section(
            Procedure,
            _("相談と受付（相談の日で決まります）"),
            {
                "length_minutes": "",
                "lead_open_days": _("相談の日から数えて、開庁日で何日前まで予約できるか。1から10まで。"),
                "window_days": _("相談の日の何日前から予約できるか。土曜日・日曜日・祝日も数えます。9から180まで。"),
                "web_cutoff_time": _("空けると、締切の日の終わりまで予約できます。例：17:15"),
                "channels": "",
                "phone_only_reason": _("ウェブで受け付けないときに、求職者に伝える理由です。"),
                "late_booking_allowed": _("「はい」にすると、締切のあとも、職員が理由を記録して予約できます。"),
                "late_minutes": _("相談が始まってから、無断欠席と記録できるようになるまで。0から60まで。"),
                "enter_minutes_before": _("0にすると、時間を案内しません。0から60まで。"),
                "entering": _("ミーティングへの入り方を、求職者に伝える文です。"),
                "mail_carries": "",
            },
        ),
        section(
            Procedure,
            _("求職者への案内（予約する日で決まります）"),
            {
                "max_open_bookings": _("1人がこの手続きで同時に持てる、これからの予約の数。1から10まで。"),
                "for_whom": _("1行に1つ書きます。"),
                "needed": _("1行に1つ書きます。例：カメラとマイクが使えるパソコンまたはスマートフォン"),
                "cautions": _("1行に1つ書きます。"),
            },
        ),
    )


def _code_support(example: str) -> str:
    return _(
        "ページのアドレスに使います。半角の英小文字で始め、英小文字・数字・ハイフンで書きます。"
        "あとから変えられません。例：%(example)s",
        example=example,
    )
