"""Tells caches what an answer depends on, without taking the header apart and putting it together each time."""

from flask import Response


def vary_by(response: Response, asked: str) -> None:
    """Say once that the answer depends on this header of the request."""
    said = [value for name, value in response.headers if name.lower() == "vary"]
    if asked not in ", ".join(said).split(", "):
        response.headers["Vary"] = ", ".join([*said, asked])
