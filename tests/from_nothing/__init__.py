"""An office begins in production: nothing is there but the database, a mail server and a pool of meetings."""
