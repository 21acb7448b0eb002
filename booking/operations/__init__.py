"""What an installation needs to run for years: retention, key rotation, alarms, figures, whole claims."""
