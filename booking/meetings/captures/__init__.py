"""What was recorded, summarised or streamed against the promise, and that staff have seen to it."""
