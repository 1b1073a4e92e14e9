"""Measuring satisfaction: questionnaires, campaigns, one-use links, answers, results."""
