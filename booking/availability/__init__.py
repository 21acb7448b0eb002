"""What can be booked, and who has it: deadlines, slots, the rules of procedures, claims and locks."""
