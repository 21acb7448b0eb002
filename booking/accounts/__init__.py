"""Sign-in of seekers and staff, who may call what, and the keys that seal secrets."""
