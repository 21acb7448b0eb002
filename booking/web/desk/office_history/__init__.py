"""The desk's pages of an office's settings as they were, and of the terms of its procedures, version by version."""
