"""`python -m booking.cli`, which is how `serve` starts its worker wherever the package lies."""

from booking.cli import main

main()
