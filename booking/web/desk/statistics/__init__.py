"""The desk's pages of statistics: figures of a period, charts, and files to take along."""
