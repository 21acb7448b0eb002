"""Deliveries that failed: the list of them, who sees to each, how it was resolved."""
