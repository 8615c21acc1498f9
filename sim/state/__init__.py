"""The tables: struct of arrays, one declared column a line."""
