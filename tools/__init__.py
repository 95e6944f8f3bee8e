"""The tools behind `make` and `inv`: one purpose a file. The comment service never imports from here."""
