"""The blueprint on which every page of seekers hangs; holds no page itself."""

from flask import Blueprint

blueprint = Blueprint("seeker", __name__)
