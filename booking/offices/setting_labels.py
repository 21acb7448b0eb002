"""What the fields of offices, procedures and desks are called, on forms and in the history."""

import re
from collections.abc import Mapping

from booking.core.host_licences import HostLicence
from booking.core.texts import _

# What a field is called in files beside its name in words, and where in another office's file a value stands.
_BESIDE = re.compile(r"（[a-z_]+）|の [a-z_]+\[[^]]*\]\.[a-z_]+ (?=でも)")
_IN_FILES = re.compile(rf"[a-z]+(_[a-z]+)+|\b{HostLicence.LICENSED}\b")


def labels() -> Mapping[str, str]:
    """The names by the names of the fields in office files."""
    return _of_all() | _of_offices() | _of_desks() | _of_procedures() | _of_rules()


def labels_of_other_pages() -> Mapping[str, str]:
    """The same of what is set on pages of its own: closings, openings, times, terms, what absences lead to."""
    return {
        "weekly": _("毎週"),
        "valid_from": _("いつから"),
        "version": _("版"),
        "paragraphs": _("文面"),
        "starts": _("始まりの時刻"),
        "reason": _("理由"),
        "closed_from": _("何時から閉める"),
        "closed_until": _("何時まで閉める"),
        "every_year": _("毎年"),
        "counts_as_office_day": _("開庁日に数える"),
        "warn_at": _("注意する回数"),
        "propose_at": _("利用停止を提案する回数"),
        "within_days": _("数える期間（日）"),
        "suspension_days": _("利用停止の長さ（日）"),
    }


def with_labels(said: str) -> str:
    """What the rules of files say, with the fields named as pages name them."""
    words = {**labels(), HostLicence.LICENSED: _("有料ライセンス")}
    return _IN_FILES.sub(lambda name: words.get(name[0], name[0]), _BESIDE.sub("", said))


def _of_all() -> dict[str, str]:
    return {
        "code": _("コード"),
        "name": _("名前"),
        "keywords": _("さがすときのことば"),
        "ends_on": _("終わる日"),
        "fictional": _("架空のもの"),
    }


def _of_offices() -> dict[str, str]:
    return {
        "official_name": _("正式な名前"),
        "department": _("電話に出る部署"),
        "prefecture": _("都道府県"),
        "city": _("市区町村"),
        "address": _("所在地"),
        "phone": _("電話番号"),
        "email": _("メールアドレス"),
        "desk_opens": _("窓口が開く時刻"),
        "desk_closes": _("窓口が閉まる時刻"),
        "feed_names": _("カレンダーの表示名"),
        "absences": _("無断欠席のきまり"),
        "desks": _("相談窓口"),
        "procedures": _("手続き"),
        "closing_days": _("閉庁日"),
        "extra_openings": _("臨時開庁"),
        "remind_at": _("前の開庁日のお知らせの時刻"),
        "remind_minutes_before": _("直前のお知らせ（相談の何分前）"),
        "sentences": _("連絡の文"),
        "opening": _("はじめの文"),
        "closing": _("おわりの文"),
        "stands_in": _("出すところ"),
    }


def _of_desks() -> dict[str, str]:
    return {
        "zoom_host": _("ミーティングのホスト"),
        "host_licence": _("ホストのライセンス"),
        "rest_minutes": _("相談のあとの休み"),
    }


def _of_procedures() -> dict[str, str]:
    return {
        "title": _("手続きの名前"),
        "purpose": _("目的"),
        "purpose_order": _("一覧での順番"),
        "invented": _("見本として作ったところ"),
        "timetables": _("時間割"),
        "rules": _("日付つきのきまり"),
    }


def _of_rules() -> dict[str, str]:
    return {
        "length_minutes": _("相談の長さ"),
        "lead_open_days": _("予約の締切（何開庁日前まで）"),
        "window_days": _("予約を始める日（何日前から）"),
        "web_cutoff_time": _("締切の日の、ウェブの締切の時刻"),
        "channels": _("受付の方法"),
        "late_booking_allowed": _("締切のあとの、職員による予約"),
        "late_minutes": _("無断欠席にできるまでの時間（分）"),
        "enter_minutes_before": _("入室を始める時間（何分前から）"),
        "mail_carries": _("メールに書くこと"),
        "entering": _("入室の案内"),
        "phone_only_reason": _("ウェブで予約できない理由"),
        "max_open_bookings": _("同時に持てる予約の数"),
        "for_whom": _("対象の方"),
        "needed": _("必要なもの"),
        "cautions": _("注意していただくこと"),
        "terms": _("利用規約"),
    }
