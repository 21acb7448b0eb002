"""Whether the size of a database slows the service down: a country of 544 offices beside three of them (design §8)."""
