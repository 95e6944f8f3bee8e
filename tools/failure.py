"""The exception that tools raise for a person to read. tasks.py prints its message, without a trace, and exits."""


class Failure(Exception):
    """Something a person has to mend; the message says what is wrong and what to do. The task ends with `code`."""

    code = 1
