"""What is kept for how long and why, in the words of the offices: a line for each `Retention`, by its name."""

from collections.abc import Mapping
from dataclasses import dataclass

from booking.core.texts import _


@dataclass(frozen=True)
class KeptWords:
    """What is kept, from when the time counts (with {days} where it may be chosen), and why so long."""

    what: str
    how_long: str
    why: str


def kept_words() -> Mapping[str, KeptWords]:
    """All of them, in the order of the page: first what may be chosen."""
    lines = (*_of_choices(), *_of_bookings(), *_of_people(), *_of_sign_ins(), *_of_the_service())
    return {name: KeptWords(what, how_long, why) for name, what, how_long, why in lines}


_Line = tuple[str, str, str, str]


def _of_choices() -> tuple[_Line, ...]:
    complaint = _("参加できなかったという申し出を、確かめられる長さです。")
    evidence = _("無断欠席の記録や利用停止への申し出を、確かめられる長さです。")
    return (
        (
            "details of meetings",
            _("パスコードと参加用リンク"),
            _("相談のあと{days}日。取り消したものは次の夜"),
            complaint,
        ),
        (
            "assignments of the pool",
            _("用意したミーティングの割り当て"),
            _("相談のあと{days}日。その週のあいだは残します"),
            complaint,
        ),
        ("events of meetings", _("入室と退室の記録"), _("記録から{days}日"), evidence),
        ("fetched lists of participants", _("参加者の人数の記録"), _("相談のあと{days}日"), evidence),
        (
            "captures seen to",
            _("録画や配信があったことの記録"),
            _("対応してから{days}日"),
            _("対応したことを、あとで確かめるためです。"),
        ),
        (
            "answers to suspensions",
            _("利用停止への事情の連絡と返事"),
            _("停止が終わってから{days}日"),
            _("停止への不服があったときに、確かめるためです。"),
        ),
        (
            "files of people",
            _("求職者のファイルの取り込みの結果"),
            _("取り込んでから{days}日。ファイルそのものはすぐに、決めていないものは7日で消えます"),
            _("取り込みのまちがいを調べるためです。"),
        ),
        (
            "demands",
            _("満席などで予約できなかった数（統計）"),
            _("希望した日から{days}日"),
            _("前の年とくらべるためです。"),
        ),
    )


def _of_bookings() -> tuple[_Line, ...]:
    decides = _("空きや回数を決めるもとになるため、短くできません。")
    return (
        ("desk claims", _("窓口の時間の記録"), _("その日から60日"), decides),
        ("seeker claims", _("求職者の時間の記録"), _("その日から60日"), decides),
        ("places given back", _("予約をやめた、または変えたこと"), _("その相談の日から60日"), decides),
        (
            "drafts",
            _("申込みの途中で書かれた内容"),
            _("仮押さえが終わってから24時間"),
            _("次の朝に続きを書けるようにするためです。"),
        ),
        (
            "holds",
            _("仮押さえ"),
            _("終わってから30日"),
            _("保存したアドレスから、予約のページに行けるようにするためです。"),
        ),
        (
            "entries of the waiting list",
            _("空きのお知らせの希望"),
            _("その日の予約が締め切られた夜"),
            _("お知らせすることが、もうないためです。"),
        ),
        (
            "messages",
            _("求職者へのメッセージと、メールの記録"),
            _("届いてから1年"),
            _("「送受信後１年経過すると自動消去」と案内されているためです。"),
        ),
    )


def _of_people() -> tuple[_Line, ...]:
    return (
        (
            "people",
            _("退会した方や、登録が終わった方の氏名など"),
            _("決められた日が来た夜"),
            _("書類の保存の決まりによります。"),
        ),
        (
            "records that were merged",
            _("1つにまとめた登録の、前のもの"),
            _("元に戻せる期間が終わった夜"),
            _("まちがえてまとめたときに、戻せるようにするためです。"),
        ),
        (
            "changes of validity",
            _("求職有効・無効の手続きの記録"),
            _("6年"),
            _("登録より長く残し、経緯を確かめられるようにするためです。"),
        ),
        (
            "accounts without a registration",
            _("登録が済まなかったアカウントと、書かれた内容"),
            _("はじめてから14日"),
            _("案内されている期限のためです。"),
        ),
        (
            "unread feeds",
            _("読まれていないカレンダーのアドレス"),
            _("180日読まれないとき"),
            _("使われないアドレスを残さないためです。"),
        ),
    )


def _of_sign_ins() -> tuple[_Line, ...]:
    ends = _("使える時間が終わったものは、残す理由がないためです。")
    return (
        ("sign-ins", _("ログインの記録"), _("ログインが終わった夜"), ends),
        ("second steps", _("途中のログイン"), _("終わった夜"), ends),
        ("visits to the provider", _("マイナポータルとの行き来"), _("終わった夜"), ends),
        ("questions to passkeys", _("パスキーの確認"), _("終わった夜"), ends),
        ("trusted browsers", _("ワンタイムパスワードを省略している端末"), _("省略が終わった夜"), ends),
        ("wrong passwords", _("まちがったパスワードの回数"), _("24時間"), _("停止を数えるためです。")),
        ("keys of mails", _("メールの認証キー"), _("終わってから24時間"), _("送った数を数えるためです。")),
        ("pages that answered a form", _("送信に答えた画面"), _("30分"), _("前の画面に戻れるようにするためです。")),
    )


def _of_the_service() -> tuple[_Line, ...]:
    return (
        (
            "offices as they were",
            _("変える前の安定所の設定"),
            _("次の変更から5年"),
            _("いつ、だれが、何を変えたかを確かめるためです。"),
        ),
        ("owners of what is done", _("終わった仕事の担当"), _("終わった夜"), _("残す理由がないためです。")),
        ("one-time keys", _("二重の送信を防ぐ記録"), _("24時間"), _("同じ送信が2回来ても、1回だけ行うためです。")),
        (
            "webhooks",
            _("ミーティングのサービスからの通知"),
            _("3日。読めないものは14日"),
            _("やり直しの通知に備えるためです。"),
        ),
        ("days of hosts", _("ホストごとの、1日に作ったミーティングの数"), _("60日"), _("1日の上限を守るためです。")),
    )
