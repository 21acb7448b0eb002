"""What seekers do about their account: a forgotten password."""
