"""Whether a big database slows the service down: a country of 544 offices beside three of them (rules.md#speed)."""
