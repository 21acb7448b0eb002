"""Every field of the registration, written once: forms, checks, what is kept and the summary loop over these rows.

Which are required the online leaflet says (p. 4): 氏名・生年月日・性別・住所・電話番号・希望就業形態・希望する仕事等.
Labels are marked for translators; whoever shows one sends it through gettext. Knows no tables.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from booking.core.text_limits import LONGEST_ADDRESS, LONGEST_NAME
from booking.core.texts.marked_texts import N_
from booking.people.records.fields import PersonField
from booking.portal.registration.steps import Step

_LINE, _LINES, _PLACE = 100, 600, 200

Options = tuple[tuple[str, str], ...]  # what is kept, and what is read


class Kind(Enum):
    """How a field is typed and checked."""

    LINE = auto()
    LINES = auto()
    ONE_OF = auto()
    SOME_OF = auto()
    NUMBER = auto()
    POSTAL_CODE = auto()
    BIRTH_DATE = auto()
    OFFICE = auto()  # one of the offices


@dataclass(frozen=True)
class Field:
    """One field. `person` says which of a person's record it is; `fixed` that only an office changes it once sent."""

    name: str
    step: Step
    label: str
    kind: Kind = Kind.LINE
    required: bool = False
    longest: int = _LINE
    options: Options = ()
    support: str = ""
    person: PersonField | None = None
    fixed: bool = False
    autocomplete: str = ""
    inputmode: str = ""


HAS_DISABILITY = "yes"

_YES_NO: Options = (("yes", N_("あり")), ("no", N_("なし")))
_PAY: Options = (("month", N_("月給")), ("hour", N_("時給")), ("day", N_("日給")))

_BASIC = (
    Field(
        "name",
        Step.BASIC,
        N_("氏名"),
        required=True,
        longest=LONGEST_NAME,
        person=PersonField.NAME,
        fixed=True,
        autocomplete="name",
        support=N_("戸籍や在留カードのとおりに入力してください。姓がない方は、名前だけでかまいません。"),
    ),
    Field(
        "kana",
        Step.BASIC,
        N_("氏名のカナ"),
        required=True,
        longest=LONGEST_NAME,
        person=PersonField.KANA,
        fixed=True,
        support=N_("カタカナかひらがなで入力してください。例：ミホン タロウ"),
    ),
    Field(
        "birth",
        Step.BASIC,
        N_("生年月日"),
        Kind.BIRTH_DATE,
        required=True,
        person=PersonField.BIRTH_DATE,
        fixed=True,
    ),
    Field(
        "sex",
        Step.BASIC,
        N_("性別"),
        Kind.ONE_OF,
        required=True,
        fixed=True,
        options=(("male", N_("男性")), ("female", N_("女性")), ("untold", N_("答えない"))),
    ),
    Field(
        "postal_code",
        Step.BASIC,
        N_("郵便番号"),
        Kind.POSTAL_CODE,
        autocomplete="postal-code",
        inputmode="numeric",
        support=N_("「住所を調べる」を押すと、都道府県と市区町村が住所に入ります。例：856-0027"),
    ),
    Field(
        "address",
        Step.BASIC,
        N_("住所"),
        required=True,
        longest=LONGEST_ADDRESS,
        person=PersonField.ADDRESS,
        autocomplete="street-address",
        support=N_("都道府県から番地、部屋番号まで入力してください。例：長崎県大村市見本町0-0"),
    ),
    Field(
        "phone",
        Step.BASIC,
        N_("電話番号"),
        required=True,
        longest=40,
        person=PersonField.PHONE,
        autocomplete="tel",
        inputmode="tel",
        support=N_("日中に連絡できる番号を入力してください。例：0957-00-0000"),
    ),
    Field(
        "office",
        Step.BASIC,
        N_("利用するハローワーク"),
        Kind.OFFICE,
        required=True,
        fixed=True,
        support=N_("お住まいの近くなど、これから相談するところを選んでください。"),
    ),
    Field(
        "has_disability",
        Step.BASIC,
        N_("障害の有無"),
        Kind.ONE_OF,
        required=True,
        fixed=True,
        options=_YES_NO,
        support=N_("「あり」を選ぶと、「障害情報」の画面が増えます。登録したあとは、窓口でだけ変更できます。"),
    ),
)

_OFFERS = (
    Field(
        "published",
        Step.OFFERS,
        N_("求人者への求職情報の公開"),
        Kind.ONE_OF,
        required=True,
        options=(("yes", N_("公開する")), ("no", N_("公開しない"))),
        support=N_(
            "公開すると、求人者から応募のリクエストを受けられます。このサイトからは公開せず、窓口がお答えのとおりに扱います。"
        ),
    ),
    Field(
        "provided",
        Step.OFFERS,
        N_("地方自治体や民間の職業紹介事業者への求職情報の提供"),
        Kind.ONE_OF,
        required=True,
        options=(("both", N_("両方に提供する")), ("public", N_("地方自治体だけに提供する")), ("no", N_("提供しない"))),
    ),
    Field(
        "contact",
        Step.OFFERS,
        N_("ハローワークからの連絡方法"),
        Kind.SOME_OF,
        options=(("my_page", N_("マイページのメッセージ")), ("phone", N_("電話")), ("post", N_("郵便"))),
    ),
)

_WORK = (
    Field(
        "employment",
        Step.WORK,
        N_("希望就業形態"),
        Kind.SOME_OF,
        required=True,
        options=(
            ("regular", N_("正社員")),
            ("part_time", N_("パート")),
            ("fixed_term", N_("有期雇用・契約社員")),
            ("dispatched", N_("派遣")),
            ("seasonal", N_("季節・臨時")),
            ("home", N_("在宅での仕事")),
        ),
        support=N_("あてはまるものを選んでください。いくつでも選べます。"),
    ),
    Field("work_1", Step.WORK, N_("希望する仕事"), required=True, support=N_("例：一般事務、介護、倉庫での仕分け")),
    Field(
        "work_1_experience",
        Step.WORK,
        N_("その仕事の経験"),
        Kind.ONE_OF,
        options=(("none", N_("経験なし")), ("short", N_("3年未満")), ("long", N_("3年以上"))),
    ),
    Field("work_2", Step.WORK, N_("ほかに希望する仕事")),
    Field("hours", Step.WORK, N_("希望する時間"), support=N_("例：9時から16時まで、夜勤もできる")),
    Field(
        "free_days",
        Step.WORK,
        N_("希望する休み"),
        Kind.SOME_OF,
        options=(
            ("saturday", N_("土曜")),
            ("sunday", N_("日曜")),
            ("holiday", N_("祝日")),
            ("any", N_("曜日を問わない")),
        ),
    ),
    Field(
        "overtime",
        Step.WORK,
        N_("時間外の仕事"),
        Kind.ONE_OF,
        options=(("yes", N_("できる")), ("some", N_("少しならできる")), ("no", N_("できない"))),
    ),
)

_PLACES = (
    Field("place_1", Step.PLACE, N_("希望する勤務地"), longest=_PLACE, support=N_("例：長崎県大村市、諫早市")),
    Field(
        "commute",
        Step.PLACE,
        N_("通勤できる時間（片道、分）"),
        Kind.NUMBER,
        longest=3,
        inputmode="numeric",
        support=N_("例：30"),
    ),
    Field(
        "moves",
        Step.PLACE,
        N_("転居をともなう仕事"),
        Kind.ONE_OF,
        options=(("yes", N_("できる")), ("alone", N_("単身ならできる")), ("no", N_("できない"))),
    ),
    Field("pay_kind", Step.PLACE, N_("希望する賃金の形"), Kind.ONE_OF, options=_PAY),
    Field(
        "pay",
        Step.PLACE,
        N_("希望する賃金（これ以上、円）"),
        Kind.NUMBER,
        longest=8,
        inputmode="numeric",
        support=N_("例：200000"),
    ),
)

_EDUCATION = (
    Field(
        "school_kind",
        Step.EDUCATION,
        N_("最後に通った学校"),
        Kind.ONE_OF,
        options=(
            ("junior_high", N_("中学校")),
            ("high", N_("高校")),
            ("vocational", N_("専門学校・職業訓練校")),
            ("college", N_("短大・高専")),
            ("university", N_("大学・大学院")),
            ("abroad", N_("外国の学校")),
        ),
    ),
    Field("school", Step.EDUCATION, N_("学校と学科の名前")),
    Field(
        "school_end",
        Step.EDUCATION,
        N_("卒業など"),
        Kind.ONE_OF,
        options=(("graduated", N_("卒業")), ("left", N_("中退")), ("attending", N_("在学中"))),
    ),
    Field(
        "licence",
        Step.EDUCATION,
        N_("自動車の運転免許"),
        Kind.ONE_OF,
        options=(("manual", N_("あり")), ("automatic", N_("あり（AT限定）")), ("no", N_("なし"))),
    ),
    Field("qualifications", Step.EDUCATION, N_("免許・資格"), Kind.LINES, longest=_LINES),
    Field("computer", Step.EDUCATION, N_("パソコンでできること"), Kind.LINES, longest=_LINES),
)

_CAREER = (
    Field(
        "employed",
        Step.CAREER,
        N_("いまの状況"),
        Kind.ONE_OF,
        options=(("yes", N_("働いている")), ("no", N_("働いていない"))),
    ),
    *(
        field
        for number, title in ((1, N_("いちばん新しい仕事")), (2, N_("その前の仕事")), (3, N_("さらに前の仕事")))
        for field in (
            Field(f"job_{number}", Step.CAREER, title, support=N_("会社の名前と、働いた期間")),
            Field(f"job_{number}_duties", Step.CAREER, N_("その仕事の内容"), Kind.LINES, longest=_LINES),
        )
    ),
)

_DISABILITY = (
    Field(
        "disability_cards",
        Step.DISABILITY,
        N_("お持ちの手帳など"),
        Kind.SOME_OF,
        required=True,
        fixed=True,
        options=(
            ("physical", N_("身体障害者手帳")),
            ("intellectual", N_("療育手帳")),
            ("mental", N_("精神障害者保健福祉手帳")),
            ("other", N_("手帳はない、その他")),
        ),
        support=N_("登録したあと、ハローワークの職員が手帳などで確認します。"),
    ),
    Field("disability_grade", Step.DISABILITY, N_("等級や診断名"), fixed=True),
    Field(
        "disability_needs",
        Step.DISABILITY,
        N_("仕事で配慮してほしいこと"),
        Kind.LINES,
        longest=_LINES,
        fixed=True,
    ),
)

_SELF_PR = (
    Field("self_pr", Step.SELF_PR, N_("自己ＰＲ"), Kind.LINES, longest=_LINES),
    Field("remarks", Step.SELF_PR, N_("その他特記事項"), Kind.LINES, longest=_LINES),
)

FIELDS: Sequence[Field] = (*_BASIC, *_OFFERS, *_WORK, *_PLACES, *_EDUCATION, *_CAREER, *_DISABILITY, *_SELF_PR)

OF_STEP: Mapping[Step, Sequence[Field]] = {step: tuple(one for one in FIELDS if one.step is step) for step in Step}


def is_fixed(step: Step) -> bool:
    """Whether nothing of the step can be changed online once it was sent."""
    return all(one.fixed for one in OF_STEP[step])
