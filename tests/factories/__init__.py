"""Rows for tests. Every row belongs to an association that the test names."""
