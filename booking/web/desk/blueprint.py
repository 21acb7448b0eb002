"""The blueprint of the staff's pages; knows no page."""

from flask import Blueprint

blueprint = Blueprint("desk", __name__, url_prefix="/desk")
