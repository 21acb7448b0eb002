"""Speed, as ratios to floors measured in the same run (design §8): `make bench`. No part of the service."""
