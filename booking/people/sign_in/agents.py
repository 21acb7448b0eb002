"""Which browser on which device, in words of ours: what a browser says of itself tells more than anybody needs.

Knows no tables.
"""

UNKNOWN = ""

# The first that occurs: almost all of them also call themselves Safari, and many Chrome.
_PROGRAMS = (
    ("Line/", "LINE"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
_BETWEEN = "/"


def agent_of(header: str) -> str:
    """Program and device of a User-Agent header, as a row keeps them: Chrome/Android; what nobody knows is empty."""
    return f"{_first(_PROGRAMS, header)}{_BETWEEN}{_first(_DEVICES, header)}".strip(_BETWEEN)


def parts_of(agent: str) -> list[str]:
    """What is known of a kept one, to be shown: program, device, one of them, or nothing."""
    return [part for part in agent.split(_BETWEEN) if part]


def _first(known: tuple[tuple[str, str], ...], header: str) -> str:
    return next((name for mark, name in known if mark in header), UNKNOWN)
