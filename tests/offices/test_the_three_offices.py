"""What the office files of the project say, against the leaflets of the real offices (rules.md#two-real-offices)."""

from datetime import date, time
from itertools import groupby

import pytest

from booking.core.channels import Channel, MailCarries
from booking.core.host_licences import HostLicence
from booking.offices.file.check import check_codes, check_hosts
from booking.offices.file.shape import Office, OpeningStart, Procedure
from tests.offices.conftest import ReadOffice

WED, THU, FRI = 2, 3, 4


def procedure_of(office: Office, code: str) -> Procedure:
    return next(procedure for procedure in office.procedures if procedure.code == code)


def week(procedure: Procedure) -> dict[int, tuple[str, ...]]:
    """The times of each weekday in the procedure's only timetable."""
    (timetable,) = procedure.timetables
    days = groupby(timetable.weekly, key=lambda start: start.weekday)
    return {weekday: tuple(f"{start.start:%H:%M}" for start in starts) for weekday, starts in days}


def test_omura_can_be_reached_as_its_guide_says(office: ReadOffice) -> None:
    omura = office("omura")
    assert (omura.name, omura.official_name) == ("ハローワーク大村", "大村公共職業安定所")
    assert (omura.department, omura.phone) == ("職業相談部門", "0957-40-0032")
    assert omura.email == "omura-soudan@mhlw.go.jp"
    assert (omura.desk_opens, omura.desk_closes) == (time(8, 30), time(17, 15))
    assert not omura.fictional


def test_omura_consults_wednesday_to_friday_at_ten_eleven_and_three_for_half_an_hour(
    office: ReadOffice,
) -> None:
    soudan = procedure_of(office("omura"), "omura-soudan")
    assert week(soudan) == dict.fromkeys((WED, THU, FRI), ("10:00", "11:00", "15:00"))
    assert (soudan.length_minutes, soudan.lead_open_days, soudan.web_cutoff_time) == (30, 2, None)
    assert soudan.enter_minutes_before == 10
    assert not soudan.fictional
    for words in ("利用規約の本文", "録音・録画の禁止", "表示名", "15分", "受付時間"):
        assert words in soudan.invented


def test_omura_mails_the_link_to_web_bookings_and_id_and_passcode_to_callers(office: ReadOffice) -> None:
    soudan = procedure_of(office("omura"), "omura-soudan")
    assert soudan.channels == (Channel.WEB, Channel.PHONE)
    assert soudan.mail_carries[Channel.WEB] is MailCarries.LINK
    assert soudan.mail_carries[Channel.PHONE] is MailCarries.ID_AND_PASSCODE


def test_omuras_unemployment_certification_has_its_own_desk_and_says_it_is_invented(
    office: ReadOffice,
) -> None:
    omura = office("omura")
    soudan, nintei = procedure_of(omura, "omura-soudan"), procedure_of(omura, "omura-nintei")
    assert week(nintei) == dict.fromkeys((WED, THU, FRI), ("13:30", "14:30"))
    assert not set(nintei.desks) & set(soudan.desks)
    assert nintei.invented
    assert soudan.purpose_order < nintei.purpose_order


def test_shiga_takes_bookings_by_phone_and_visit_only_and_says_why(office: ReadOffice) -> None:
    shiga = office("shiga")
    soudan = procedure_of(shiga, "shiga-soudan")
    assert soudan.channels == (Channel.PHONE, Channel.COUNTER)
    assert shiga.phone in soudan.phone_only_reason
    assert (shiga.phone, shiga.desk_opens, shiga.desk_closes) == ("077-563-0350", time(9), time(17))
    assert set(soudan.mail_carries.values()) == {MailCarries.NOTICE}


def test_shiga_consults_for_45_minutes_with_a_licensed_host(office: ReadOffice) -> None:
    shiga = office("shiga")
    soudan = procedure_of(shiga, "shiga-soudan")
    assert week(soudan) == dict.fromkeys((WED, THU, FRI), ("09:30", "10:30", "13:30", "15:00"))
    assert (soudan.length_minutes, soudan.lead_open_days) == (45, 2)
    assert [desk.host_licence for desk in shiga.desks] == [HostLicence.LICENSED]
    assert "待機画面" in soudan.entering


def test_shiomizaka_has_two_desks_three_days_lead_and_a_web_cutoff(office: ReadOffice) -> None:
    shiomizaka = office("shiomizaka")
    soudan = procedure_of(shiomizaka, "shiomizaka-soudan")
    assert week(soudan) == {WED: ("13:30", "14:30"), THU: ("10:00", "11:00"), FRI: ("10:00", "11:00")}
    assert (soudan.lead_open_days, soudan.web_cutoff_time) == (3, time(17, 15))
    assert soudan.desks == tuple(desk.code for desk in shiomizaka.desks)
    assert len(soudan.desks) == 2
    assert shiomizaka.fictional


def test_shiomizaka_closes_on_friday_11_december_and_opens_on_saturday_12(office: ReadOffice) -> None:
    shiomizaka = office("shiomizaka")
    (opening,) = shiomizaka.extra_openings
    assert [closing.day for closing in shiomizaka.closing_days] == [date(2026, 12, 11)]
    assert (opening.day, opening.counts_as_office_day) == (date(2026, 12, 12), False)
    assert OpeningStart("shiomizaka-soudan", time(10)) in opening.starts


@pytest.mark.parametrize("code", ["omura", "shiga", "shiomizaka"])
def test_every_procedure_names_its_purpose_and_forbids_recording(office: ReadOffice, code: str) -> None:
    for procedure in office(code).procedures:
        assert procedure.purpose in procedure.title
        assert office(code).name in procedure.title
        assert "録音・録画は一切禁止です。" in procedure.cautions
        assert any("カメラとマイク" in thing for thing in procedure.needed)


def test_the_three_offices_share_no_host_and_no_code(office: ReadOffice) -> None:
    offices = [office("omura"), office("shiga"), office("shiomizaka")]
    assert not check_hosts(offices)
    assert not check_codes(offices)
