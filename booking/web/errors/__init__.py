"""What a request is answered with when it cannot be done: pages of refusals and of faults."""
