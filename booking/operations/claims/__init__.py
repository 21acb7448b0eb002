"""Whether every booking that stands has exactly its claims, and mending where it has not."""
