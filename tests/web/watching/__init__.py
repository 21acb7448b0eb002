"""Tests of what monitoring asks, and of the webhooks."""
