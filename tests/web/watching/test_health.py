"""Health: the process answers always, readiness only with a whole database."""

from pathlib import Path

import pytest
from flask import Flask

from booking.app import create_app
from database.base import db
from tests.town import config_for


def test_the_process_answers(sqlite_app: Flask) -> None:
    answer = sqlite_app.test_client().get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_migrated_database_is_ready(app: Flask) -> None:
    assert app.test_client().get("/readyz").status_code == 200


def test_a_database_without_tables_is_not_ready(empty_database_url: str, tmp_path: Path) -> None:
    app = create_app(config_for(empty_database_url, tmp_path))
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.text) == (503, "migrations are missing\n")
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/static/style.css"])
def test_health_and_styles_set_no_cookie(sqlite_app: Flask, path: str) -> None:
    answer = sqlite_app.test_client().get(path)
    assert "Set-Cookie" not in answer.headers
    answer.close()


def test_an_unreachable_database_is_not_ready_and_the_process_answers_still(
    sqlite_town_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    moved = Path(sqlite_town_url.removeprefix("sqlite:///")).rename(folder / "town.sqlite")
    app = create_app(config_for(f"sqlite:///{moved}", tmp_path))
    with app.app_context():
        db.engine.dispose()
    moved.unlink()
    for leftover in folder.iterdir():
        leftover.unlink()
    folder.rmdir()
    client = app.test_client()
    assert (client.get("/readyz").status_code, client.get("/healthz").status_code) == (503, 200)
