"""The history of a country, written by PostgreSQL itself: people, bookings of two years and all that belongs to them.

Booking n is the (n mod 5)th of its day at office (n / 5) mod offices, and of seeker n mod seekers. The numbers are
chosen so that each seeker has three bookings, half a year apart and at one office. What the nightly purge deletes is
left out: past claims, old keys, old holds.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, text

from booking.core.input.folded_names import heard_key
from calendars.office_time import day_of

A_DAY = 5  # bookings of an office on one day
DAYS_BETWEEN = 184  # office days between two bookings of a seeker
SEEKERS_EACH = A_DAY * DAYS_BETWEEN  # seekers of an office
# Family names and their kana: of nearly everybody (which no country has), of as many as are called Sato, of few.
EVERYBODY, COMMON, RARE = ("架空", "カクウ"), ("佐藤", "サトウ"), ("小鳥遊", "タカナシ")
COMMON_EACH, RARE_EACH = 64, 50_000
_YEARS = timedelta(days=2 * 365 + 30)
_DAYS_AHEAD = 20  # booking closes two office days before, so that the last days of the window are still empty

_OFFICES = r"""
CREATE TEMPORARY TABLE size_offices AS
SELECT row_number() OVER (ORDER BY p.code) - 1 AS no, p.office_id, p.id AS procedure_id, p.terms_version,
    array_agg(d.desk_id ORDER BY d.position) AS desks
FROM procedures p JOIN procedure_desks d ON d.procedure_id = p.id
WHERE p.code ~ '^size-[0-9]+$' GROUP BY p.id
"""

_DAYS = "CREATE TEMPORARY TABLE size_days (no integer PRIMARY KEY, day date)"

_NAMES = r"""
CREATE TEMPORARY TABLE size_names (every integer, name text, kana text, heard text)
"""

# Each bears the rarest of the names whose turn it is.
_SEEKERS = r"""
INSERT INTO seekers (seeker_number, name, kana, birth_date, phone, address, email, office_id,
    registration_valid_until, my_page_opened, search_keys)
SELECT '60000-' || lpad(i::text, 7, '0'), f.name || ' ' || i, f.kana || ' ' || i,
    date '1960-01-01' + (i % 15000)::integer, '0800' || lpad(i::text, 7, '0'), '架空県見本市' || i,
    'size-' || i || '@example.com', o.office_id, date '2027-10-31', true,
    concat_ws(' ', 'n' || f.name || i, 'n' || i || f.name,
        'n' || f.kana || i, 'h' || f.heard || i, 'n' || i || f.kana, 'h' || i || f.heard,
        's' || reverse('60000' || lpad(i::text, 7, '0')),
        'b' || to_char(date '1960-01-01' + (i % 15000)::integer, 'MMDDYYYY'),
        'p' || reverse('0800' || lpad(i::text, 7, '0')), 'msize-' || i || '@example.com')
FROM generate_series(0, :seekers - 1) i JOIN size_offices o ON o.no = (i / :a_day) % :offices
CROSS JOIN LATERAL (SELECT * FROM size_names WHERE i % every = 0 ORDER BY every DESC LIMIT 1) f ORDER BY i
"""

_SEARCH_KEYS = r"""
INSERT INTO search_keys (office_id, key, seeker_id)
SELECT office_id, key, id FROM seekers CROSS JOIN LATERAL unnest(string_to_array(search_keys, ' ')) AS keys (key)
WHERE seeker_number LIKE '60000-%'
"""

_ACCOUNTS = r"""
INSERT INTO accounts (realm, login, seeker_id, sample)
SELECT 'my_page', s.email, s.id, true FROM seekers s WHERE s.seeker_number LIKE '60000-%'
"""

_BOOKINGS = r"""
CREATE TEMPORARY TABLE size_bookings AS
SELECT n, o.*, o.desks[1 + n % :a_day % array_length(o.desks, 1)] AS desk_id, n % :seekers + :first_seeker AS seeker_id,
    d.day, starts_at, starts_at < :now AS past, n / :offices_a_day * 7 + n % 97 AS chance,
    least(starts_at - interval '9 days', :now - n % 4000 * interval '1 minute') AS booked_at
FROM generate_series(0, :bookings - 1) n
JOIN size_offices o ON o.no = (n / :a_day) % :offices
JOIN size_days d ON d.no = n / :offices_a_day
CROSS JOIN LATERAL (
    SELECT (d.day + time '09\:00' + n % :a_day * interval '90 minutes') AT TIME ZONE 'Asia/Tokyo' AS starts_at
) AS at ORDER BY n
"""

_STATUSES = r"""
CASE WHEN chance % 100 < 8 THEN 'cancelled_by_seeker' WHEN NOT past THEN 'booked' WHEN chance % 100 < 12 THEN 'no_show'
    WHEN chance % 100 < 16 THEN 'excused' ELSE 'attended' END
"""

_INTO_BOOKINGS = rf"""
INSERT INTO bookings (id, number, procedure_id, office_id, desk_id, seeker_id, starts_at, ends_at, day, status, channel,
    display_name, display_word, topic, wishes, booked_at, late_reason, consent, consented_at, terms_version,
    cancelled_at, cancel_reason, cancelled_by, calendar_uid, sequence, revised_at)
SELECT n + 1, (100000000 + n * 7)::text, procedure_id, office_id, desk_id, seeker_id, starts_at,
    starts_at + interval '30 minutes', day, {_STATUSES}, 'web',
    word || '23', word, '応募書類の書き方を相談したいです。', '[]', booked_at, '',
    'web', booked_at, terms_version, CASE WHEN chance % 100 < 8 THEN booked_at END, '',
    CASE WHEN chance % 100 < 8 THEN 'seeker\:' || seeker_id END, gen_random_uuid()::text, 0, booked_at
FROM size_bookings
CROSS JOIN LATERAL (SELECT (array['りんご', 'みかん', 'ぶどう', 'すいか', 'メロン'])[1 + n % :a_day] AS word) AS named
ORDER BY booked_at, n
"""  # noqa: S608  # the cases above are ours

_MEETINGS = r"""
INSERT INTO meetings (booking_id, state, mark, starts_at, ends_at, wanted_at, tries, failure, issued_at, withdrawn_at,
    removed_at, provider, provider_id, passcode_sealed, join_url_sealed)
SELECT b.id, CASE WHEN b.cancelled_at IS NULL THEN 'issued' ELSE 'withdrawn' END, gen_random_uuid()::text, b.starts_at,
    b.ends_at, b.booked_at, 1, '', b.booked_at, b.cancelled_at, b.cancelled_at, 'demo', (80000000000 + b.id)::text,
    :sealed, :sealed
FROM bookings b ORDER BY b.id
"""

_MESSAGES = r"""
INSERT INTO messages (recipient, kind, fact, about, "references", made_at, read_at)
SELECT 'seeker\:' || m.seeker_id, m.kind, m.kind || '\:booking\:' || m.id || '\:0', 'booking\:' || m.id,
    json_build_object('booking', m.id, 'meeting', m.meeting_id), m.made_at,
    CASE WHEN m.id % 5 > 0 THEN m.made_at + interval '1 hour' END
FROM (
    SELECT b.id, b.seeker_id, m.id AS meeting_id, kind, b.booked_at AS made_at
    FROM bookings b JOIN meetings m ON m.booking_id = b.id CROSS JOIN (VALUES ('booked'), ('cancelled')) k (kind)
    WHERE kind = 'booked' OR b.cancelled_at IS NOT NULL
) m ORDER BY m.made_at, m.id
"""

_DELIVERIES = r"""
INSERT INTO deliveries (message_id, channel, state, due_at, tries, sent_at, failure)
SELECT id, 'mail', 'sent', made_at, 1, made_at, '' FROM messages ORDER BY id
"""

_AUDIT_LINES = r"""
INSERT INTO audit_lines (at, actor, act, object, facts)
SELECT booked_at, 'seeker\:' || seeker_id, act, 'booking\:' || id, '{"channel"\: "web"}'
FROM bookings CROSS JOIN (VALUES ('book'), ('cancel')) a (act)
WHERE act = 'book' OR cancelled_at IS NOT NULL ORDER BY booked_at, id
"""

_AUDIT_SEALS = r"""
INSERT INTO audit_seals (number, line_id, mac)
SELECT row_number() OVER (ORDER BY id), id, encode(sha256(id::text::bytea), 'hex') FROM audit_lines
"""

_CLAIMS = r"""
INSERT INTO {table} ({whose}, tick, booking_id)
SELECT {whose}, starts_at + tick * interval '15 minutes', id
FROM bookings CROSS JOIN generate_series(0, {last}) tick
WHERE day >= :today AND status = 'booked' ORDER BY id
"""

_HOLDS = r"""
INSERT INTO holds (token, seeker_id, procedure_id, desk_id, starts_at, made_at, made_on, expires_at, extended, ended_at,
    booking_id, topic, wishes)
SELECT gen_random_uuid()::text, seeker_id, procedure_id, desk_id, starts_at, booked_at, booked_at::date,
    booked_at + interval '30 minutes', false, booked_at + interval '5 minutes', id, '', '[]'
FROM bookings WHERE booked_at BETWEEN :now - interval '30 days' AND :now
"""

_KEYS = r"""
INSERT INTO idempotency_keys (actor, key, body_hash, booking_id, made_at)
SELECT 'seeker\:' || seeker_id, 'page\:' || id, encode(sha256(id::text::bytea), 'hex'), id, booked_at
FROM bookings WHERE booked_at BETWEEN :now - interval '1 day' AND :now
"""

_WAITS = r"""
INSERT INTO waiting_list_entries (seeker_id, procedure_id, day, made_at, armed)
SELECT seeker_id, procedure_id, CAST(:today AS date) + 12, :now, false
FROM bookings WHERE booked_at BETWEEN :now - interval '30 days' AND :now AND id % 25 = 0
"""

_SIGN_INS = r"""
INSERT INTO sign_ins (token_hash, account_id, ends_at)
SELECT encode(sha256(id::text::bytea), 'hex'), id, now() + interval '1 day' FROM accounts WHERE id % 25 = 0
"""

_FEEDS = r"""
INSERT INTO seeker_feeds (seeker_id, nonce, token_hash, made_at)
SELECT id, 'nonce', encode(sha256(id::text::bytea), 'hex'), :now FROM seekers WHERE id % 10 = 3
"""

_STATEMENTS: Sequence[str] = (
    _BOOKINGS,
    _INTO_BOOKINGS,
    "SELECT setval(pg_get_serial_sequence('bookings', 'id'), max(id)) FROM bookings",
    _MEETINGS,
    _MESSAGES,
    _DELIVERIES,
    _AUDIT_LINES,
    _AUDIT_SEALS,
    _CLAIMS.format(table="desk_claims", whose="desk_id", last=2),  # with one resting tick
    _CLAIMS.format(table="seeker_claims", whose="seeker_id", last=1),
    _HOLDS,
    _KEYS,
    _WAITS,
    _SIGN_INS,
    _FEEDS,
)


def fill(connection: Connection, offices: int, *, sealed: bytes, now: datetime) -> None:
    """Write the history of the imported offices.

    `sealed` stands for every passcode and join link. Foreign keys are not checked meanwhile, which takes half the time,
    and no trigger works: what triggers write is written here.
    """
    connection.execute(text("SET session_replication_role = replica"))
    connection.execute(text(_OFFICES))
    connection.execute(text(_DAYS))
    days = _office_days(day_of(now))
    connection.execute(text("INSERT INTO size_days VALUES (:no, :day)"), [{"no": n, "day": d} for n, d in days])
    seekers = offices * SEEKERS_EACH
    values = {"seekers": seekers, "offices": offices, "a_day": A_DAY}
    connection.execute(text(_NAMES))
    connection.execute(text("INSERT INTO size_names VALUES (:every, :name, :kana, :heard)"), _family_names())
    connection.execute(text(_SEEKERS), values)
    connection.execute(text(_SEARCH_KEYS))
    connection.execute(text(_ACCOUNTS))
    values |= {"offices_a_day": offices * A_DAY, "bookings": offices * A_DAY * len(days)}
    values |= {"first_seeker": first_seeker_of(connection)}
    more = {"now": now, "today": day_of(now), "sealed": sealed}
    for statement in _STATEMENTS:
        wanted = text(statement)
        connection.execute(wanted, {name: (values | more)[name] for name in wanted.compile().params})
    connection.execute(text("SET session_replication_role = DEFAULT"))


def first_seeker_of(connection: Connection) -> int:
    """The id of the first of those who were filled in."""
    return int(connection.scalar(text("SELECT min(id) FROM seekers WHERE seeker_number LIKE '60000-%'")) or 0)


def _family_names() -> list[dict[str, object]]:
    return [
        {"every": every, "name": name, "kana": kana, "heard": heard_key(kana)}
        for every, name, kana in ((1, *EVERYBODY), (COMMON_EACH, *COMMON), (RARE_EACH, *RARE))
    ]


def _office_days(today: date) -> list[tuple[int, date]]:
    """The weekdays of the last two years and of the weeks to come, numbered."""
    first = today - _YEARS
    span = (first + timedelta(days=n) for n in range((today - first).days + 1 + _DAYS_AHEAD))
    return list(enumerate(day for day in span if day.weekday() < 5))
