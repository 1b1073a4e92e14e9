"""Mechanism without domain words: transitions, history, references, dates, errors."""
