"""The desk's pages of an office's settings as they were, as a file, and of its terms, version by version."""
