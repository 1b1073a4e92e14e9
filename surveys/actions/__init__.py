from .answering import AlreadyAnswered, LinkClosed, answer, enter, find_link
from .bank import add_question, new_version, survey_in_use
from .inviting import (
    LINKS_AT_ONCE,
    after_service_invitation,
    give_rating_link,
    invite_after_service,
    make_links,
    open_campaign,
)

__all__ = [
    "LINKS_AT_ONCE",
    "AlreadyAnswered",
    "LinkClosed",
    "add_question",
    "after_service_invitation",
    "answer",
    "enter",
    "find_link",
    "give_rating_link",
    "invite_after_service",
    "make_links",
    "new_version",
    "open_campaign",
    "survey_in_use",
]
