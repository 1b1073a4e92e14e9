"""Associations, their policy versions, their calendar and the clock."""
