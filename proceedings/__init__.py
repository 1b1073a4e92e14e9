"""Sessions of the bodies: what they had before them, who was there, how they voted, what was decided."""
