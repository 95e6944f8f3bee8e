"""What readers use: threads as fragments, pages and JSON, and the comments in them."""
