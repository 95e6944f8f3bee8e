"""What goes out to people who are not looking: the feed of a discussion, and mail to the author of a comment."""
