"""Seekers and staff: who signs in, who may do what, whose data is opened, who is who on the phone."""
