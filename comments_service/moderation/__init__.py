"""What needs a human: the queue, decisions, reports, and how long they take."""
