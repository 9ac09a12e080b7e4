"""An export checked against the framework: which columns and rows count, and what every answer is."""
