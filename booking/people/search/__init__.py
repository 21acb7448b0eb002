"""Finding people by what a clerk types while somebody speaks: names, numbers, birth dates, mail addresses."""
