"""Complaints, inquiries and suggestions (not yet open)."""
