"""What happens to an account as a whole: its language is kept, it is emptied, what hangs on it goes."""
