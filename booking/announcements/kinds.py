"""Every kind of message to a seeker, a row each: what it is made from, what it overtakes, and how long it is of use.

The code that posts messages, sends them and shows samples reads these rows; the texts stand in
templates/messages/<kind>/.
Knows no tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto

from booking.core.decisions import BookingStatus
from booking.core.texts.marked_texts import N_

# One mail a booking: when the meeting is issued, or after this long without it (rules.md#mail).
WAITS_FOR_MEETING = timedelta(minutes=15)

# However soon the consultation is over, so that whoever cancelled late is told as well.
NEWS_IS_TRIED_FOR = timedelta(hours=1)


class Facts(Enum):
    """From what a message is rendered."""

    BOOKING = auto()
    SUSPENSION = auto()
    PLACE = auto()
    ACCOUNT = auto()
    NEWCOMER = auto()  # an account without a seeker yet: it has an address and no inbox
    KEY = auto()  # a key for an address: who reads it may have no my-page yet, so that there is no inbox
    STAFF = auto()  # an account of staff, who have no inbox


class Overtakes(Enum):
    """What is sent no more once a message is posted."""

    NOTHING = auto()
    OLDER_NEWS = auto()  # whatever still waits about the same booking or suspension
    ITS_KIND = auto()


class Useful(Enum):
    """Until when a mail is tried before it has failed, three days at the most (`notifier.outbox`)."""

    THREE_DAYS = auto()
    UNTIL_OVER = auto()  # the consultation
    AS_NEWS = auto()  # until it is over, but an hour at the least
    AS_SAID = auto()  # said by whoever posts it; a mail that is too late is dropped, and nobody has to see to it


class CalendarEntry(Enum):
    """What the mail does with the booking's entry in the seeker's calendar."""

    GIVES = auto()
    TAKES_BACK = auto()


@dataclass(frozen=True)
class Sample:
    """The made-up facts with which staff see a kind."""

    status: BookingStatus = BookingStatus.BOOKED
    suspension: str = "imposed"  # its state
    warns: bool = False  # as many no-shows as the office warns at


@dataclass(frozen=True)
class MessageKind:
    """All that is particular to one kind of message. `name` is for staff, to be sent through gettext."""

    code: str  # in the rows, in the API, and the folder of its texts
    name: str
    facts: Facts = Facts.BOOKING
    overtakes: Overtakes = Overtakes.NOTHING
    useful: Useful = Useful.THREE_DAYS
    carries_details: bool = False  # of the meeting, for which its mail waits a while
    leads_there: bool = False  # to a consultation: once it is over, the message helps nobody
    mail_is_notice: bool = False  # its mail does not say what it is about, since others may see it
    urgent: bool = False  # goes out even to somebody who has had their mails of the day (`notifier.bounds`)
    entry: CalendarEntry | None = None
    sample: Sample = field(default_factory=Sample)

    @property
    def has_inbox(self) -> bool:
        """Whether its reader finds it in the my-page inbox as well."""
        return self.facts not in {Facts.KEY, Facts.NEWCOMER, Facts.STAFF}

    @property
    def takes_sentences(self) -> bool:
        """Whether an office may say something of its own in it: in what is about a booking or a suspension."""
        return self.facts in {Facts.BOOKING, Facts.SUSPENSION}

    @property
    def lapses(self) -> bool:
        """Whether a mail that is too late is dropped."""
        return self.useful is Useful.AS_SAID

    def due_at(self, now: datetime) -> datetime:
        """When the mail of a message that is posted `now` goes out."""
        return now + WAITS_FOR_MEETING if self.carries_details else now

    def useful_until(self, *, ends_at: datetime | None, said: datetime | None, now: datetime) -> datetime | None:
        """Until when it is tried: `ends_at` is the end of the consultation, `said` what whoever posts it says.

        None means as long as anything is tried.
        """
        if self.useful is Useful.AS_SAID:
            return said
        if ends_at is None or self.useful is Useful.THREE_DAYS:
            return None
        return max(ends_at, now + NEWS_IS_TRIED_FOR) if self.useful is Useful.AS_NEWS else ends_at


# In the order in which a seeker may meet them. Urgent are those without which somebody comes in vain, or to a meeting
# that is somebody else's by then, which is mostly the office's doing; and those that warn of somebody else at one's
# account.
_KINDS = (
    MessageKind(
        "booked",
        N_("予約を受け付けた"),
        useful=Useful.AS_NEWS,
        carries_details=True,
        leads_there=True,
        entry=CalendarEntry.GIVES,
    ),
    MessageKind(
        "meeting_ready",
        N_("遅れていたミーティングの準備ができた"),
        useful=Useful.UNTIL_OVER,
        leads_there=True,
    ),
    MessageKind(
        "moved",
        N_("日時を変更した"),
        overtakes=Overtakes.OLDER_NEWS,
        useful=Useful.AS_NEWS,
        carries_details=True,
        leads_there=True,
        entry=CalendarEntry.GIVES,
    ),
    MessageKind(
        "meeting_replaced",
        N_("ミーティングを作りなおした"),
        overtakes=Overtakes.OLDER_NEWS,
        useful=Useful.UNTIL_OVER,
        carries_details=True,
        leads_there=True,
        urgent=True,
        entry=CalendarEntry.GIVES,
    ),
    MessageKind(
        "desk_changed",
        N_("同じ日時のまま、窓口を移した"),
        overtakes=Overtakes.OLDER_NEWS,
        useful=Useful.AS_NEWS,
        carries_details=True,
        leads_there=True,
        urgent=True,
        entry=CalendarEntry.GIVES,
    ),
    MessageKind(
        "kept",
        N_("休みや時間が変わっても、予定どおり行う"),
        useful=Useful.UNTIL_OVER,
        leads_there=True,
        urgent=True,
    ),
    MessageKind("reminder_day", N_("前の開庁日のお知らせ"), useful=Useful.AS_SAID),
    MessageKind("reminder_hour", N_("直前のお知らせ"), useful=Useful.AS_SAID),
    MessageKind(
        "cancelled",
        N_("安定所が取り消した"),
        overtakes=Overtakes.OLDER_NEWS,
        useful=Useful.AS_NEWS,
        urgent=True,
        entry=CalendarEntry.TAKES_BACK,
        sample=Sample(BookingStatus.CANCELLED_BY_OFFICE),
    ),
    MessageKind(
        "missed",
        N_("無断欠席の記録"),
        overtakes=Overtakes.OLDER_NEWS,
        mail_is_notice=True,
        sample=Sample(BookingStatus.NO_SHOW),
    ),
    MessageKind(
        "warned",
        N_("無断欠席の注意"),
        overtakes=Overtakes.OLDER_NEWS,
        mail_is_notice=True,
        sample=Sample(BookingStatus.NO_SHOW, warns=True),
    ),
    MessageKind(
        "excused",
        N_("事情による欠席の記録"),
        overtakes=Overtakes.OLDER_NEWS,
        mail_is_notice=True,
        sample=Sample(BookingStatus.EXCUSED),
    ),
    MessageKind(
        "not_held",
        N_("行えなかった相談の記録"),
        overtakes=Overtakes.OLDER_NEWS,
        mail_is_notice=True,
        sample=Sample(BookingStatus.NOT_HELD),
    ),
    MessageKind(
        "corrected",
        N_("出欠の訂正"),
        overtakes=Overtakes.OLDER_NEWS,
        mail_is_notice=True,
        sample=Sample(BookingStatus.EXCUSED),
    ),
    MessageKind("suspended", N_("利用停止"), Facts.SUSPENSION, Overtakes.OLDER_NEWS, mail_is_notice=True),
    MessageKind(
        "not_suspended",
        N_("利用停止をしない決定"),
        Facts.SUSPENSION,
        Overtakes.OLDER_NEWS,
        mail_is_notice=True,
        sample=Sample(suspension="declined"),
    ),
    MessageKind("replied", N_("利用停止についての返事"), Facts.SUSPENSION, mail_is_notice=True),
    MessageKind(
        "lifted",
        N_("利用停止の解除"),
        Facts.SUSPENSION,
        Overtakes.OLDER_NEWS,
        mail_is_notice=True,
        sample=Sample(suspension="lifted"),
    ),
    MessageKind("registration_accepted", N_("オンラインで求職登録をした"), Facts.ACCOUNT),
    MessageKind("registration_confirmed", N_("利用登録を確認した"), Facts.ACCOUNT),
    MessageKind("registration_unfinished", N_("途中の求職登録の期限"), Facts.NEWCOMER, useful=Useful.AS_SAID),
    MessageKind("place_free", N_("空きのお知らせ"), Facts.PLACE, useful=Useful.AS_SAID),
    MessageKind("token_made", N_("トークンの発行"), Facts.ACCOUNT, urgent=True),
    MessageKind("token_ended", N_("トークンの取消"), Facts.ACCOUNT, urgent=True),
    MessageKind("sign_in_locked", N_("ログインの一時停止"), Facts.ACCOUNT, urgent=True),
    MessageKind("code_locked", N_("ワンタイムパスワードのまちがいによる一時停止"), Facts.ACCOUNT, urgent=True),
    MessageKind("email_changed", N_("メールアドレスの変更"), Facts.ACCOUNT, Overtakes.ITS_KIND, urgent=True),
    MessageKind(
        "own_email_changed", N_("ご本人によるメールアドレスの変更"), Facts.ACCOUNT, Overtakes.ITS_KIND, urgent=True
    ),
    MessageKind("email_put_back", N_("メールアドレスの変更の取り消し"), Facts.ACCOUNT, urgent=True),
    MessageKind("record_corrected", N_("登録の内容の訂正"), Facts.ACCOUNT),
    MessageKind("records_merged", N_("2つの登録を1つにまとめた"), Facts.ACCOUNT),
    MessageKind("records_parted", N_("まとめた登録を2つに戻した"), Facts.ACCOUNT, Overtakes.OLDER_NEWS),
    MessageKind("access_ended", N_("ログインとトークンの終了"), Facts.ACCOUNT, urgent=True),
    MessageKind("my_page_closed", N_("マイページの利用不可"), Facts.ACCOUNT, urgent=True),
    MessageKind("my_page_reopened", N_("マイページの利用再開"), Facts.ACCOUNT, Overtakes.OLDER_NEWS),
    MessageKind("password_changed", N_("パスワードの変更"), Facts.ACCOUNT, urgent=True),
    MessageKind("identity_linked", N_("マイナポータルとの連携"), Facts.ACCOUNT, urgent=True),
    MessageKind("identity_unlinked", N_("マイナポータルとの連携の解除"), Facts.ACCOUNT, urgent=True),
    MessageKind("passkey_made", N_("パスキーの登録"), Facts.ACCOUNT, urgent=True),
    MessageKind("passkey_removed", N_("パスキーの削除"), Facts.ACCOUNT, urgent=True),
    MessageKind("passkey_copied", N_("受け付けなかったパスキー"), Facts.ACCOUNT, urgent=True),
    MessageKind("browsers_ended", N_("ご本人によるほかの端末のログアウト"), Facts.ACCOUNT, Overtakes.ITS_KIND),
    MessageKind("left", N_("退会した"), Facts.ACCOUNT, urgent=True),
    MessageKind(
        "registration_ends", N_("求職の登録がもうすぐ終わる"), Facts.ACCOUNT, Overtakes.OLDER_NEWS, Useful.AS_SAID
    ),
    MessageKind("registration_valid", N_("求職の登録が有効になった"), Facts.ACCOUNT, Overtakes.OLDER_NEWS),
    MessageKind("registration_invalid", N_("求職の登録が無効になった"), Facts.ACCOUNT, Overtakes.OLDER_NEWS),
    MessageKind("sign_in_code", N_("ワンタイムパスワード"), Facts.KEY, useful=Useful.AS_SAID, urgent=True),
    MessageKind("open_key", N_("マイページ開設の認証キー"), Facts.KEY, useful=Useful.AS_SAID, urgent=True),
    MessageKind("register_key", N_("アカウント登録の認証キー"), Facts.KEY, useful=Useful.AS_SAID, urgent=True),
    MessageKind("register_link", N_("新規登録の受信アドレス確認"), Facts.KEY, useful=Useful.AS_SAID, urgent=True),
    MessageKind("already_open", N_("すでに開設されているとき"), Facts.KEY, useful=Useful.AS_SAID, urgent=True),
    MessageKind("change_email_key", N_("メールアドレス変更の認証キー"), Facts.KEY, useful=Useful.AS_SAID, urgent=True),
    MessageKind("undo_email", N_("前のメールアドレスへのお知らせ"), Facts.KEY, useful=Useful.AS_SAID, urgent=True),
    MessageKind("reset_key", N_("パスワード再登録の認証キー"), Facts.KEY, useful=Useful.AS_SAID, urgent=True),
    MessageKind("staff_invited", N_("職員への招待"), Facts.KEY, useful=Useful.AS_SAID, urgent=True),
    MessageKind("staff_reset_link", N_("職員のパスワード再設定"), Facts.KEY, useful=Useful.AS_SAID, urgent=True),
    MessageKind("staff_sign_in_locked", N_("職員のログインの一時停止"), Facts.STAFF, urgent=True),
    MessageKind("staff_code_locked", N_("職員のコードのまちがいによる一時停止"), Facts.STAFF, urgent=True),
    MessageKind("staff_recovery_code_used", N_("職員の回復コードの使用"), Facts.STAFF, urgent=True),
    MessageKind("staff_second_factor_reset", N_("職員の2つめの確認のリセット"), Facts.STAFF, urgent=True),
    MessageKind("staff_password_changed", N_("職員のパスワードの変更"), Facts.STAFF, urgent=True),
    MessageKind("staff_passkey_made", N_("職員のパスキーの登録"), Facts.STAFF, urgent=True),
    MessageKind("staff_passkey_removed", N_("職員のパスキーの削除"), Facts.STAFF, urgent=True),
    MessageKind("staff_passkey_copied", N_("受け付けなかった職員のパスキー"), Facts.STAFF, urgent=True),
)

KINDS: Mapping[str, MessageKind] = {kind.code: kind for kind in _KINDS}

URGENT = frozenset(code for code, kind in KINDS.items() if kind.urgent)

# Where one fails, no office has it on its list: there may be no seeker yet, and whoever waits for a key asks again.
UNATTENDED = frozenset(code for code, kind in KINDS.items() if not kind.has_inbox)
