"""Files that staff take along from the desk."""

from flask import Response


def taken_along(content: bytes | str, kind: str, name: str) -> Response:
    """A file of this content type that browsers save under `name`."""
    return Response(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
