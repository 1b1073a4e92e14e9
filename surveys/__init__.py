"""Measuring satisfaction (not yet open)."""
