"""What people do at browsers, measured over HTTP with cookies and CSRF beside a bare Flask + Jinja app."""
