"""Any sequence of acts against a model of the office that is plain Python, on both engines."""
