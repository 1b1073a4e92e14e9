"""Dashboards and proof: reads everything, writes nothing."""
