"""What a reader says is wrong on a page: accepted, with a line and a patch for its source, or declined with words."""
