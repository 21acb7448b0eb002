"""The blueprint on which the pages of the registration hang; holds no page itself."""

from flask import Blueprint

blueprint = Blueprint("registration", __name__)
