"""The desk's pages of people: finding a seeker, checking who calls, tokens, staff signing in."""
