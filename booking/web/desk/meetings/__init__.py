"""The desk's pages of meetings: what needs a look, entering one by hand, the pool."""
