"""The file of meetings made by hand: what is taken, and how every bad line is named."""

import pytest

from booking.meetings.details import DetailFault
from booking.meetings.pool.file import LARGEST_FILE, BadLine, BadPoolFile, FileFault, read_pool_file
from booking.meetings.zoom.traits import ZOOM
from tests.meetings.pool_files import HEADER, pool_file, row

HOST = "omura-desk-1@example.com"
LINK = "https://us05web.zoom.us/j/85550000001?pwd=P00l1s3cret"


def bad_lines(text: str | bytes) -> tuple[BadLine, ...]:
    """What is complained of."""
    with pytest.raises(BadPoolFile) as refused:
        read_pool_file(text if isinstance(text, bytes) else text.encode(), ZOOM)
    return refused.value.bad


def test_every_line_is_a_meeting_of_its_host() -> None:
    first, second = read_pool_file(pool_file(HOST, meetings=2).encode(), ZOOM)
    assert (first.details.meeting_id, first.details.passcode, first.host) == ("85550000001", "902101", HOST)
    assert first.details.join_url == LINK
    assert second.details.meeting_id == "85550000002"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_excels_ways_to_save_are_taken(encoding: str) -> None:
    text = f"ホスト,ミーティングID,パスコード,リンク,メモ\r\n{HOST},855 5000 0001,902101,{LINK},予備\r\n\r\n"
    (line,) = read_pool_file(text.encode(encoding), ZOOM)
    assert (line.details.meeting_id, line.details.join_url, line.host) == ("85550000001", LINK, HOST)


@pytest.mark.parametrize("typed", ["８５５５００００００１", "855-5000-0001", "855ー5000ー0001", " 855　5000 0001 "])
def test_digits_are_taken_as_people_write_them(typed: str) -> None:
    (line,) = read_pool_file(f"{HEADER}\n{typed},９０２ １０１,{LINK},{HOST.upper()}".encode(), ZOOM)
    assert (line.details.meeting_id, line.details.passcode, line.host) == ("85550000001", "902101", HOST)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (f"8555000,902101,{LINK},{HOST}", DetailFault.MEETING_ID),
        (f"85550000001,abc123,{LINK},{HOST}", DetailFault.PASSCODE),
        (f"85550000001,1234,{LINK},{HOST}", DetailFault.PASSCODE),
        (f"85550000009,902101,{LINK},{HOST}", DetailFault.LINK_OF_ANOTHER),
        (f"85550000001,902101,{LINK.replace('https', 'http')},{HOST}", DetailFault.LINK),
        (f"85550000001,902101,https://zoom.us.evil.example/j/85550000001,{HOST}", DetailFault.LINK),
        (f"85550000001,902101,https://evil.example@zoom.us:443/j/85550000001,{HOST}", DetailFault.LINK),
        (f"85550000001,902101,https://us05web.zoom.us/my/kyoko,{HOST}", DetailFault.LINK),
        (f"85550000001,902101,{LINK},", FileFault.HOST),
        (f"85550000001,902101,{LINK}", FileFault.HOST),
        (f"85550000001,902101,{LINK},{HOST},余分", FileFault.COLUMNS),
        (f"85550000001,12345,{LINK},{HOST}", FileFault.LOST_ZERO),
        (f"8.555E+10,902101,{LINK},{HOST}", FileFault.ROUNDED),
        (f"85550000001.0,902101,{LINK},{HOST}", FileFault.ROUNDED),
        (f"85550000001,902101.0,{LINK},{HOST}", FileFault.ROUNDED),
        (f'85550000001,902101,{LINK},"{HOST}', FileFault.QUOTES),
    ],
)
def test_a_bad_line_is_named_with_what_is_wrong(line: str, fault: FileFault | DetailFault) -> None:
    assert bad_lines(f"{HEADER}\n{row(2, HOST)}\n{line}") == (BadLine(3, fault),)


def test_all_bad_lines_are_named_at_once() -> None:
    text = f"{HEADER}\n1,2,3,{HOST}\n{row(1, HOST)}\n{row(1, HOST)}"
    assert bad_lines(text) == (
        BadLine(2, DetailFault.MEETING_ID),
        BadLine(2, DetailFault.PASSCODE),
        BadLine(2, DetailFault.LINK),
        BadLine(4, FileFault.TWICE),
    )


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (f"85550000001,902101,{LINK},{HOST},,,\r\n1,2,3,{HOST}", 3),
        (f"\r\n,,,\r\n85550000001,902101,{LINK},{HOST}\r\n1,2,3,{HOST}", 5),
        (f'85550000001,"902\n101",{LINK},"{HOST}\r\n"\r\n1,2,3,{HOST}', 3),
    ],
    ids=["empty cells at the end", "empty lines", "line breaks in cells"],
)
@pytest.mark.parametrize("end", ["", "\r\n", "\r\n\x1a", "\0\0"], ids=repr)
def test_lines_are_counted_as_excel_shows_them(body: str, where: int, end: str) -> None:
    found = bad_lines(f"{HEADER},,\r\n{body}{end}")
    assert {(bad.line, bad.fault) for bad in found} == {
        (where, DetailFault.MEETING_ID),
        (where, DetailFault.PASSCODE),
        (where, DetailFault.LINK),
    }


def test_an_unknown_host_is_named_with_all_other_faults() -> None:
    text = f"{HEADER}\n85550000001,12345,{LINK},nobody@example.com\n{row(2, HOST)}\n{row(3, 'nobody@example.com')}"
    with pytest.raises(BadPoolFile) as refused:
        read_pool_file(text.encode(), ZOOM, hosts={HOST})
    assert refused.value.bad == (
        BadLine(2, FileFault.LOST_ZERO),
        BadLine(2, FileFault.HOST),
        BadLine(4, FileFault.HOST),
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"", BadLine(1, FileFault.HEADER)),
        (f"meeting_id,passcode\n{row(1, HOST)}".encode(), BadLine(1, FileFault.HEADER)),
        (HEADER.encode(), BadLine(0, FileFault.EMPTY)),
        (b"PK\x03\x04\xff\xfe\x81", BadLine(0, FileFault.NOT_TEXT)),
        (b"x" * (LARGEST_FILE + 1), BadLine(0, FileFault.TOO_LARGE)),
    ],
)
def test_a_file_that_is_none_of_these_is_refused_as_a_whole(text: bytes, fault: BadLine) -> None:
    assert bad_lines(text) == (fault,)


def test_no_secret_is_printed_by_accident() -> None:
    (line,) = read_pool_file(pool_file(HOST, meetings=1).encode(), ZOOM)
    assert "902101" not in repr(line)
    assert "s3cret" not in repr(line)
