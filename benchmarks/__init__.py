"""Speed and size, beside what people would use instead.

`inv bench` prints the tables; RESULTS.md keeps the last ones.
"""
