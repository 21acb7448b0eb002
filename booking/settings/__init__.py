"""The environment, read once into one frozen Config; nobody else reads os.environ."""
