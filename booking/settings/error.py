"""The one complaint about the environment; config.py and the settings of outside services raise it."""


class ConfigError(Exception):
    """A setting is missing or malformed: one line that names it and says what is allowed."""
