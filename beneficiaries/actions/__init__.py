"""The verbs of the file: register and correct, look and reveal."""

from .file import SEALED, AlreadyRegistered, correct, look, register, reveal

__all__ = ["SEALED", "AlreadyRegistered", "correct", "look", "register", "reveal"]
