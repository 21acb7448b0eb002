"""The Flask app and the domain of booking consultations."""
