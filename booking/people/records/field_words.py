"""Says what the fields of a record are called, and what is wrong with them."""

from booking.core.texts import _
from booking.people.records.fields import LONGEST, OLDEST, PersonField, Problem


def person_field(given: PersonField) -> str:
    """What a field is called on pages and in files."""
    return {
        PersonField.SEEKER_NUMBER: _("求職番号"),
        PersonField.NAME: _("氏名"),
        PersonField.KANA: _("氏名のカナ"),
        PersonField.BIRTH_DATE: _("生年月日"),
        PersonField.PHONE: _("電話番号"),
        PersonField.ADDRESS: _("住所"),
        PersonField.EMAIL: _("メールアドレス"),
        PersonField.VALID_UNTIL: _("求職の有効期限"),
    }[given]


def field_complaint(which: PersonField, problem: Problem) -> str:
    """What is wrong with a field, and what to do."""
    if problem is Problem.TOO_LONG:
        return _("%(field)sは、%(most)s文字以内で入力してください。", field=person_field(which), most=LONGEST[which])
    if problem is Problem.MISSING:
        return _missing(which)
    if problem is Problem.NOT_YET:
        return _("生年月日が、今日か、これから先の日です。年を確かめてください。例：1979年4月2日、昭和54年4月2日")
    if problem is Problem.TOO_OLD:
        return _("生年月日が%(years)s年より前です。年と元号を確かめてください。", years=OLDEST)
    return _wrong_shape(which)


def _missing(which: PersonField) -> str:
    return {
        PersonField.NAME: _("氏名を入力してください。姓がない方は、名前だけでかまいません。"),
        PersonField.KANA: _("氏名のカナを入力してください。例：ミホン タロウ"),
        PersonField.BIRTH_DATE: _("生年月日を入力してください。例：1979年4月2日、昭和54年4月2日"),
        PersonField.ADDRESS: _(
            "住所を入力してください。例：長崎県大村市見本町0-0。決まった住所がない方は「住所不定」と入力します。"
        ),
    }[which]


def _wrong_shape(which: PersonField) -> str:
    return {
        PersonField.SEEKER_NUMBER: _("求職番号は、5けたと4けた～8けたの数字です。例：70000-0000001"),
        PersonField.KANA: _("氏名のカナは、カタカナかひらがなで入力してください。例：グエン ティ ラン"),
        PersonField.BIRTH_DATE: _("生年月日を、西暦か元号で入力してください。例：1979年4月2日、昭和54年4月2日"),
        PersonField.PHONE: _("電話番号は、数字10けたか11けたで入力してください。例：0957-00-0000"),
        PersonField.EMAIL: _(
            "メールアドレスの形がまちがっています。「@」の前と後ろを、1文字ずつ確かめてください。例：misaki@example.com"
        ),
        PersonField.VALID_UNTIL: _("有効期限を、西暦か元号の日付で入力してください。例：2027年1月31日、令和9年1月31日"),
    }[which]
