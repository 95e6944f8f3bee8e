"""Moving in from another system: what its export says, page by page, becomes discussions here; once, however often."""
