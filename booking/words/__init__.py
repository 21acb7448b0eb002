"""Words for people: what refusals, reasons and states are called; through gettext, from Japanese."""
