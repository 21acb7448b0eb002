"""What offices have on record of people: read, checked, registered, corrected, merged, closed."""
