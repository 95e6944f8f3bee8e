"""Official responses: a named person speaks for the company, or approves what was drafted for them."""
