"""The tests, one package for each part of the project; `whole` holds those of the project as one thing."""
