"""Letters on the letterhead and notices by message: two registers of words that left the house."""

from .letter import Letter, LetterKind, _check_code
from .notice import Audience, Means, Notice, NoticeQuerySet, NoticeStatus, NoticeText

__all__ = [
    "Audience",
    "Letter",
    "LetterKind",
    "Means",
    "Notice",
    "NoticeQuerySet",
    "NoticeStatus",
    "NoticeText",
    "_check_code",  # the first migration names it here
]
