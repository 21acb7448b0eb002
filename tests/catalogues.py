"""`make texts`: which texts seekers read, in which file of a catalogue each belongs, and how many are missing.

The catalogues hold what is translated and nothing else, in the order of `messages.pot`. This puts every translation
into its file, drops those whose Japanese text is gone, and counts. `python -m tests.catalogues en bookings` prints the
missing texts of a file with where they stand, to be filled in and appended to it (docs/translating.md).
"""

import sys
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from booking.core.texts.languages import Language

ROOT = Path(__file__).parents[1]
TRANSLATIONS = ROOT / "translations"
TRANSLATED = (Language.EASY, Language.ENGLISH)

PLURALS = {Language.EASY: "nplurals=1; plural=0;", Language.ENGLISH: "nplurals=2; plural=(n != 1);"}
_HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plurals}\\n"
"""

# What no seeker reads: the desk's pages, what staff and programs are told, and messages to staff.
FOR_OTHERS = (
    "booking/announcements/",
    "booking/api/",
    "booking/attendance/words.py",
    "booking/bookings/colleagues/words.py",
    "booking/cli/",
    "booking/history/",
    "booking/messages/words.py",
    "booking/office_changes/",
    "booking/offices/",
    "booking/operations/",
    "booking/people/importing/",
    "booking/people/records/words.py",
    "booking/people/search/",
    "booking/people/staff_accounts/",
    "booking/statistics/",
    "booking/web/desk/",
    "booking/web/feeds/desk.py",
    "templates/desk/",
    "templates/messages/_staff",
    "templates/messages/staff_",
    "templates/problems/",
)
# A text belongs to the first file that names a beginning of where it stands; "" is everything else.
FILES = {
    "frame": ("booking/core/dates.py", "templates/layout.html", "templates/macros/", "templates/errors/"),
    "messages": ("templates/messages/", "booking/messages/", "booking/feeds/"),
    "portal": ("templates/portal/", "booking/portal/"),
    "help": ("templates/seeker/help/", "templates/seeker/documents/", "templates/seeker/_first_time.html"),
    "account": (
        "templates/seeker/account/",
        "templates/seeker/passkeys/",
        "templates/seeker/sign_in.html",
        "booking/people/",
        "booking/web/accounts/",
        "booking/web/seeker/account/",
        "booking/web/seeker/linked_sign_in/",
        "booking/web/seeker/opening/",
        "booking/web/seeker/passkeys/",
    ),
    "pages": ("templates/", "booking/web/seeker/"),
    "words": ("",),
}


def wanted() -> dict[str, Message]:
    """Every text that seekers read, by what identifies it, in the order of the file for translators."""
    with (TRANSLATIONS / "messages.pot").open("rb") as file:
        return {key(message): message for message in read_po(file) if message.id and _places(message)}


def key(message: Message) -> str:
    """The Japanese text, in singular where it has both."""
    return message.id if isinstance(message.id, str) else message.id[0]


def file_of(message: Message) -> str:
    """In which file of a catalogue a text belongs."""
    places = _places(message)
    return next(file for file, beginnings in FILES.items() if any(place.startswith(beginnings) for place in places))


def translations(language: Language) -> dict[str, dict[str, Message]]:
    """What is translated, by file and text; what is empty or marked as doubtful (fuzzy) is not."""
    return {path.stem: _read(path) for path in sorted((TRANSLATIONS / language).glob("*.po"))}


def missing(language: Language, file: str | None = None) -> list[Message]:
    """The texts that seekers read and that are not translated."""
    translated = {text for messages in translations(language).values() for text in messages}
    return [
        message for text, message in wanted().items() if text not in translated and file in {None, file_of(message)}
    ]


def tidied(language: Language) -> dict[str, str]:
    """What the files of a language are to hold, by their names."""
    translated = {text: message for messages in translations(language).values() for text, message in messages.items()}
    texts: dict[str, list[Message]] = {file: [] for file in FILES}
    for text, message in wanted().items():
        if text in translated:
            texts[file_of(message)].append(Message(message.id, translated[text].string))
    head = _HEADER.format(language=language.partition("-")[0], plurals=PLURALS[language])
    return {f"{file}.po": f"{head}\n{_written(found, language)}".rstrip() + "\n" for file, found in texts.items()}


def main(arguments: Sequence[str]) -> int:
    """Tidy all catalogues and say what is missing; or print the missing texts of a language, or of one of its files."""
    if arguments:
        tag, file = arguments[0], arguments[1] if len(arguments) > 1 else None
        print(_written(missing(Language(tag), file), Language(tag), with_places=True))  # noqa: T201
        return 0
    for language in TRANSLATED:
        for name, content in tidied(language).items():
            path = TRANSLATIONS / language / name
            if not path.exists() or path.read_text(encoding="utf-8") != content:
                path.write_text(content, encoding="utf-8")
        counts = {file: len(missing(language, file)) for file in FILES}
        files = ", ".join(f"{file} {count}" for file, count in counts.items() if count)
        print(f"{language}: {sum(counts.values())} of {len(wanted())} texts missing ({files or 'none'})")  # noqa: T201
    return 0


def _places(message: Message) -> list[str]:
    return [place for place, _line in message.locations if not place.startswith(FOR_OTHERS)]


def _read(path: Path) -> dict[str, Message]:
    with path.open("rb") as file:
        return {key(message): message for message in read_po(file) if message.id and _is_complete(message)}


def _is_complete(message: Message) -> bool:
    strings = [message.string] if isinstance(message.string, str) else list(message.string or [])
    return bool(strings) and all(strings) and not message.fuzzy


def _written(messages: Iterable[Message], language: Language, *, with_places: bool = False) -> str:
    catalogue = Catalog(language.partition("-")[0])  # which knows how many forms a plural has
    for message in messages:
        catalogue.add(message.id, message.string, locations=message.locations)
    written = BytesIO()
    write_po(written, catalogue, width=0, no_location=not with_places, omit_header=True, include_lineno=False)
    return written.getvalue().decode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
