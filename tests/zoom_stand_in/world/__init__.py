"""What the stand-in knows and does, whoever asks."""
