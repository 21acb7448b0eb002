"""Made-up people for trying the service out: eleven seekers, and staff for every office. Never in production.

Their passwords are drawn from the installation's secret key: different everywhere, and they can be shown again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.core.keys import derived_token
from booking.people.sign_in.passwords import hash_password, password_fits
from booking.tables import Account, Office, Realm, Role, Seeker, Staff, StaffOffice
from calendars.office_time import day_of
from database.base import db
from database.transactions import transact


@dataclass(frozen=True)
class Login:
    """How a made-up person signs in; `role` is seeker or a role of staff."""

    role: str
    email: str
    password: str


@dataclass(frozen=True)
class _Person:
    name: str
    kana: str
    birth_date: date
    office: str
    email: str | None
    phone: str
    registered: bool = True


# The names mean "sample", "example", "fictitious"; phones with 0 after the prefix are given to nobody.
_SEEKERS = (
    _Person("見本 太郎", "ミホン タロウ", date(1979, 4, 2), "shiga", "taro.mihon@example.com", "09000000001"),
    _Person("髙城 美咲", "タカシロ ミサキ", date(1991, 12, 29), "omura", "misaki@example.com", "09000000002"),
    _Person("山﨑 架空斗", "ヤマサキ カクト", date(1984, 2, 29), "omura", "kakuto@example.com", "08000000003"),
    _Person("例田 初枝", "レイダ ハツエ", date(1958, 8, 15), "shiga", None, "0957000004"),
    _Person(
        "試野 翔一朗",
        "タメシノ ショウイチロウ",
        date(2004, 5, 6),
        "shiomizaka",
        "sho@example.com",
        "07000000005",
    ),
    _Person("グエン ティ ラン", "グエン ティ ラン", date(1998, 9, 22), "omura", "lan@example.com", "09000000006"),
    _Person(
        "サンプル オーエン",
        "サンプル オーエン",
        date(1988, 11, 23),
        "shiga",
        "owen@example.com",
        "09000000007",
    ),
    _Person("仮谷 百合", "カリヤ ユリ", date(1995, 1, 11), "omura", "yuri1@example.com", "09000000008"),
    _Person("仮屋 友里", "カリヤ ユリ", date(1995, 1, 11), "omura", "yuri2@example.com", "09000000009"),
    _Person("架野 来太", "カケノ ライタ", date(1980, 3, 21), "omura", "raita@example.com", "09000000010"),
    _Person("期切 無子", "キギリ ナイコ", date(1972, 7, 20), "omura", "naiko@example.com", "09000000011", False),
)

_ADDRESSES = {
    "omura": "長崎県大村市見本町0-0",
    "shiga": "滋賀県草津市見本町0-0",
    "shiomizaka": "長崎県汐見坂市架空町0-0",
}

_STAFF = (
    ("受付 二郎", Role.CLERK, "uketsuke.omura@example.com", ("omura",)),
    ("受付 一", Role.CLERK, "uketsuke.shiga@example.com", ("shiga",)),
    ("受付 三奈", Role.CLERK, "uketsuke.shiomizaka@example.com", ("shiomizaka",)),
    ("相談 花子", Role.COUNSELLOR, "sodan@example.com", ("omura",)),
    ("管理 京子", Role.MANAGER, "kanri@example.com", ("omura", "shiga", "shiomizaka")),
    ("運用 守", Role.ADMINISTRATOR, "unyo@example.com", ("omura", "shiga", "shiomizaka")),
)


def make_samples(*, secret_key: str, now: datetime) -> Sequence[Login]:
    """Make the made-up people where they are missing, and answer how they sign in."""
    people = [("seeker", person.email) for person in _SEEKERS if person.email]
    people += [(role.value, email) for _, role, email, _ in _STAFF]
    logins = [Login(role, email, password_of_sample(secret_key, email)) for role, email in people]
    hashes = _hashes(logins)
    transact(lambda session: _make(session, hashes, now))
    return logins


def _hashes(logins: Sequence[Login]) -> dict[str, str]:
    """A hash by address, the old one where it fits; made before the transaction, because hashing takes its time."""
    query = select(Account.login, Account.password_hash).where(Account.login.in_([login.email for login in logins]))
    known = dict(db.session.execute(query).all())
    db.session.rollback()
    return {login.email: _fitting(login.password, known.get(login.email)) for login in logins}


def _fitting(password: str, known: str | None) -> str:
    return known if known and password_fits(password, known) else hash_password(password)


def password_of_sample(secret_key: str, email: str) -> str:
    """The password of a made-up person: letters, digits and a symbol, as the my-page guide asks."""
    drawn = "".join(letter for letter in derived_token(secret_key, "sample password", email) if letter.isalnum())
    return f"{drawn[:10]}-7a"


def _make(session: Session, hashes: Mapping[str, str], now: datetime) -> None:
    offices = {office.code: office for office in session.scalars(select(Office))}
    for position, person in enumerate(_SEEKERS, start=1):
        seeker = _seeker(session, person, f"70000-{position:07}", offices[person.office], now)
        if person.email:
            _account(session, Realm.MY_PAGE, person.email, hashes, seeker_id=seeker.id)
    for name, role, email, codes in _STAFF:
        staff = _staff(session, name, role, [offices[code] for code in codes])
        _account(session, Realm.DESK, email, hashes, staff_id=staff.id)


def _seeker(session: Session, person: _Person, number: str, office: Office, now: datetime) -> Seeker:
    seeker = session.scalar(select(Seeker).where(Seeker.seeker_number == number))
    if seeker is None:
        seeker = Seeker(
            seeker_number=number,
            name=person.name,
            kana=person.kana,
            birth_date=person.birth_date,
            phone=person.phone,
            address=_ADDRESSES[person.office],
            email=person.email,
            office_id=office.id,
            my_page_opened=person.email is not None,
        )
        session.add(seeker)
    seeker.registration_valid_until = _valid_until(person, day_of(now))
    session.flush()
    return seeker


def _valid_until(person: _Person, today: date) -> date:
    """Valid to the end of the month after next, as an online registration is; or ended the month before."""
    first_of_month = today.replace(day=1)
    months = 3 if person.registered else 0
    return first_of_month + relativedelta(months=months, days=-1)


def _staff(session: Session, name: str, role: Role, offices: Sequence[Office]) -> Staff:
    staff = session.scalar(select(Staff).where(Staff.name == name))
    if staff is None:
        links = [StaffOffice(office_id=office.id) for office in offices]
        staff = Staff(name=name, role=role, active=True, offices=links)
        session.add(staff)
        session.flush()
    return staff


def _account(
    session: Session,
    realm: Realm,
    email: str,
    hashes: Mapping[str, str],
    *,
    seeker_id: int | None = None,
    staff_id: int | None = None,
) -> None:
    account = session.scalar(select(Account).where(Account.realm == realm, Account.login == email))
    if account is None:
        account = Account(realm=realm, login=email, seeker_id=seeker_id, staff_id=staff_id, sample=True)
        session.add(account)
    account.password_hash = hashes[email]
