"""A real SMTP server in a process of its own, which keeps what it takes as files and has faults on demand."""
