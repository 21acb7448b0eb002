"""Marks texts of tables of rules for translators; whoever shows such a text sends it through gettext."""


def N_(text: str) -> str:  # noqa: N802  the name under which gettext's tools look for such texts
    """`text` unchanged: Japanese, the source language."""
    return text
