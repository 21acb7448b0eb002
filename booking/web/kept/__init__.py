"""What is kept of what people sent: the page that answers a wrong form, and what was typed when a session ended."""
