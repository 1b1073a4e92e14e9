from .mine import RateMine
from .public import Answer, Thanks
from .reading import Campaigns, Overview, ResultsPage
from .running import AddQuestion, Bank, Enter, NewCampaign, NewVersion, OneCampaign, RatingLink

__all__ = [
    "AddQuestion",
    "Answer",
    "Bank",
    "Campaigns",
    "Enter",
    "NewCampaign",
    "NewVersion",
    "OneCampaign",
    "Overview",
    "RateMine",
    "RatingLink",
    "ResultsPage",
    "Thanks",
]
