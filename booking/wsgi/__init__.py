"""What stands between the web server and the doors: proxies, slow senders, kept responses, a polite end."""
