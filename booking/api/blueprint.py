"""The blueprint of the JSON API v1 and the addresses that belong to it."""

from typing import Any

from flask import Blueprint

ROOT = "/api/"  # everything below answers in JSON, also what does not exist


class _ApiBlueprint(Blueprint):
    """A blueprint that answers OPTIONS with 405: browsers on other sites learn nothing (CORS is off)."""

    def add_url_rule(self, rule: str, *given: Any, **options: Any) -> None:
        super().add_url_rule(rule, *given, **{"provide_automatic_options": False, **options})


blueprint = _ApiBlueprint("api", __name__, url_prefix="/api/v1")
