"""Speed, as ratios to floors measured in the same run (rules.md#speed): `make bench`. No part of the service."""
