"""What becomes of what people suggest, ask and have heard: one step after another, each with a note for everybody."""
