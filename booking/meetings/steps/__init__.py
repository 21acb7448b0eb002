"""Steps that the jobs and acts of meetings share."""
