"""Pages that help before and beside a booking: who may begin and how, Zoom, questions, who runs this, the offices."""
