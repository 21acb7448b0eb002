"""What the doors of seekers and staff share: signing in, addresses and passwords as typed, browsers that are known."""
