"""What a provider sends: received and kept at once, processed by a job, counted when it is refused."""
