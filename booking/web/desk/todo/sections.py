"""What waits, as the page lists it: a section a kind, a row for each with whom to call and who sees to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from booking.attendance.suspensions.reads import SuspensionLine
from booking.availability.outside_timetable import Outside
from booking.availability.words import outside_reason
from booking.core.dates import long_day, short_moment
from booking.core.texts import _
from booking.meetings.troubles import MissingMeeting
from booking.office_changes.calls import CallList
from booking.office_changes.naming import change_in_words
from booking.operations.todo import OutsidePlace, Todo
from booking.operations.todo_owners import Key, Owner
from booking.tables import Booking, Seeker, TodoKind
from booking.web.desk.messages.delivery_lines import Line


@dataclass(frozen=True)
class Row:
    """One of what waits: what it is and where it is resolved, whom to call, who sees to it.

    `key` is missing where it names its owner itself; `say` is what is true and may be said to the seeker.
    """

    about: str
    address: str
    office: str
    key: Key | None
    owner: Owner | None
    seeker: Seeker | None = None
    details: Sequence[str] = ()
    say: str = ""
    urgent: bool = False
    is_moment: bool = False  # `about` says when the consultation is, and stays on one line


@dataclass(frozen=True)
class Section:
    """What waits of one kind, and how it leaves the list."""

    id: str
    title: str
    resolved: str
    rows: Sequence[Row]


def sections_of(todo: Todo, failures: Sequence[Line], owners: Mapping[Key, Owner]) -> Sequence[Section]:
    """The sections that have anything, the most urgent kind first."""
    made = _Rows(owners)
    all_of_them = [
        Section(
            "meeting",
            _("ミーティングが発行できていないもの"),
            _("理由を取りのぞいてもう一度試すか、ミーティングを手で入力すると、消えます。"),
            [made.missing(each) for each in todo.missing],
        ),
        Section(
            "calls",
            _("休みや窓口が変わり、電話をかける方"),
            _("全員の「電話した」を記録すると、消えます。運用担当が決めた変更は「確かめた」を押すと消えます。"),
            [made.calls(each) for each in todo.calls],
        ),
        Section(
            "delivery",
            _("届かなかった連絡"),
            _("「届かなかった連絡」の画面で対応を記録すると、消えます。担当も、そこで決めます。"),
            [_failure(each) for each in failures],
        ),
        Section(
            "answer",
            _("返事を待っている連絡"),
            _(
                "利用停止について、本人が書いたものです。管理者が返事を送るか、停止を解くと消えます。読んだだけでは消えません。"
            ),
            [made.answer(each) for each in todo.answers],
        ),
        Section(
            "proposal",
            _("利用停止の提案"),
            _("管理者が、停止するか、しないかを決めると、消えます。"),
            [made.proposal(each) for each in todo.proposals],
        ),
        Section(
            "outside",
            _("時間割の外の予約"),
            _("予約は有効です。本人と相談して日時を変えるか、取り消すと、消えます。"),
            [made.outside(each) for each in todo.outside],
        ),
        Section(
            "registration",
            _("相談の日より前に、求職登録の有効期限が切れる方"),
            _("予約は有効です。登録の有効期限をのばすか、予約の日時を変えると、消えます。"),
            [made.ending(each) for each in todo.ending],
        ),
        Section(
            "attendance",
            _("出欠の記録がない相談"),
            _("出欠を記録すると、消えます。"),
            [made.unmarked(each) for each in todo.unmarked],
        ),
    ]
    return [section for section in all_of_them if section.rows]


class _Rows:
    """Makes rows with their owners."""

    def __init__(self, owners: Mapping[Key, Owner]) -> None:
        self._owners = owners

    def unmarked(self, booking: Booking) -> Row:
        address = url_for("desk.attendance", number=booking.number)
        return self._of_booking(TodoKind.ATTENDANCE, booking, [], address=address)

    def missing(self, missing: MissingMeeting) -> Row:
        meeting = missing.meeting
        details = [
            meeting.failure
            or _("まだ試していません。発行の仕組み（スケジューラー）が動いているか、運用の担当者に確かめてください。"),
            _("だれかが直すまで、自動では発行されません。") if meeting.needs_operator else "",
        ]
        return self._of_booking(
            TodoKind.MEETING, missing.booking, [each for each in details if each], say=_to_say(), urgent=missing.urgent
        )

    def outside(self, outside: OutsidePlace) -> Row:
        reasons = [outside_reason(reason) for reason in Outside if reason in outside.reasons]
        return self._of_booking(TodoKind.OUTSIDE, outside.booking, reasons)

    def ending(self, booking: Booking) -> Row:
        last = booking.seeker.registration_valid_until
        details = [_("有効期限は%(day)sです。", day=long_day(last))] if last else []
        return self._of_booking(TodoKind.REGISTRATION, booking, details)

    def calls(self, found: CallList) -> Row:
        waiting = [_("電話をかける方が%(count)s人", count=found.waiting)] if found.waiting else []
        unseen = [_("運用担当が決めた変更です。まだ確かめていません。")] if found.is_unseen else []
        key = Key(TodoKind.CALLS, found.change.id)
        address = url_for("desk.calls_of_change", change_id=found.change.id)
        about, office = change_in_words(found.change), found.change.office.name
        return Row(about, address, office, key, self._owners.get(key), details=[*waiting, *unseen])

    def proposal(self, line: SuspensionLine) -> Row:
        return self._of_suspension(TodoKind.PROPOSAL, line, _("無断欠席%(count)s回", count=line.grounds))

    def answer(self, line: SuspensionLine) -> Row:
        return self._of_suspension(TodoKind.ANSWER, line, _("返事待ち%(count)s件", count=line.open_answers))

    def _of_suspension(self, kind: TodoKind, line: SuspensionLine, detail: str) -> Row:
        suspension = line.suspension
        key = Key(kind, suspension.id)
        about = line.seeker.name if line.seeker else _("登録のない方")
        address = url_for("desk.suspension", suspension_id=suspension.id)
        owner = self._owners.get(key)
        return Row(about, address, suspension.office.name, key, owner, seeker=line.seeker, details=[detail])

    def _of_booking(
        self,
        kind: TodoKind,
        booking: Booking,
        details: Sequence[str],
        *,
        address: str = "",
        say: str = "",
        urgent: bool = False,
    ) -> Row:
        key = Key(kind, booking.id)
        return Row(
            about=short_moment(booking.starts_at),
            address=address or url_for("desk.booking", number=booking.number),
            office=booking.office.name,
            key=key,
            owner=self._owners.get(key),
            seeker=booking.seeker,
            details=details,
            say=say,
            urgent=urgent,
            is_moment=True,
        )


def _failure(line: Line) -> Row:
    seeker, name = line.found.seeker, line.found.owner
    owner = Owner(0, name) if name else None
    reason = _("%(channel)s：%(reason)s", channel=line.channel.name, reason=line.reason)
    address = url_for("desk.failed_deliveries")
    return Row(line.subject, address, seeker.office.name, None, owner, seeker=seeker, details=[reason])


def _to_say() -> str:
    """Promises nothing that only comes true once somebody has acted."""
    return _(
        "「予約はお取りしています。ミーティングIDなどの準備に時間がかかっています。"
        "相談の前に、求職者マイページのメッセージかお電話でお知らせします。」"
    )
