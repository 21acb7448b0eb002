"""In which language a request is answered, and how its templates are rendered."""
