"""The words of a support request."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beneficiaries.enums import SignatureMethod


class Status(TextChoices):
    INCOMPLETE = "incomplete", _("Incomplete")
    AWAITING_STUDY = "awaiting_study", _("Complete, waiting for study")
    UNDER_STUDY = "under_study", _("Under study")
    AWAITING_DECISION = "awaiting_decision", _("Before the reviewing body")
    RETURNED = "returned", _("Returned for completion")
    DECIDED = "decided", _("Decided, not yet told")
    ANSWERED = "answered", _("Answered")
    DELIVERED = "delivered", _("Delivered")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


UNDECIDED = (Status.INCOMPLETE, Status.AWAITING_STUDY, Status.UNDER_STUDY, Status.AWAITING_DECISION, Status.RETURNED)
UNANSWERED = (*UNDECIDED, Status.DECIDED)
FINAL = (Status.CLOSED, Status.WITHDRAWN)


class Outcome(TextChoices):
    ACCEPTED = "accepted", _("Accepted")
    PARTLY_ACCEPTED = "partly_accepted", _("Accepted in part")
    REFUSED = "refused", _("Refused")


class UsualReason(StrEnum):
    """Codes of the reasons of refusal that every association begins with (``usual_reasons``); it may have more."""

    NOT_ELIGIBLE = "not_eligible"
    INCOME = "income"
    DUPLICATE = "duplicate"
    BUDGET = "budget"
    NOT_PROVEN = "not_proven"
    OTHER = "other"


class ItemState(TextChoices):
    """What the desk found for one line of the checklist."""

    MISSING = "missing", _("Missing")
    MATCHED = "matched", _("Seen, matches and valid today")
    NOT_NEEDED = "not_needed", _("Not needed in this case")


class AmountRule(TextChoices):
    """How much a service gives (R14)."""

    STUDIED = "studied", _("As the study finds")
    FIXED = "fixed", _("A fixed amount")
    PER_HEAD = "per_head", _("An amount for each person of the household")
    CEILING = "ceiling", _("Up to a ceiling")
    IN_KIND = "in_kind", _("In kind")


class BudgetPeriod(TextChoices):
    """What time a service's budget is for; the years renew it by themselves."""

    HIJRI_YEAR = "hijri_year", _("Each Hijri year")
    YEAR = "year", _("Each Gregorian year")
    DATES = "dates", _("From a day until a day")


class ConditionKind(TextChoices):
    """What of a file a condition looks at (R14)."""

    INCOME = "income", _("Net income per head")
    AGE = "age", _("Age")
    PEOPLE = "people", _("People in the household")
    CITY = "city", _("City")
    CATEGORY = "category", _("Category")
    MARITAL = "marital", _("Marital status")
    EMPLOYMENT = "employment", _("Employment")
    HOUSING = "housing", _("Housing")
    SEX = "sex", _("Sex")
    MEMBERSHIP = "membership", _("Membership of the general assembly")
    DOCUMENT = "document", _("A valid document in the file")
    INTERVAL = "interval", _("Once in so many months")


class ChangedRules(TextChoices):
    """The association's own numbers whose changes are kept."""

    LIMITS = "limits", _("Limits of approval")
    DELIVERY = "delivery", _("Rules of delivery")


class PaperCalendar(TextChoices):
    """The calendar in which a paper is dated."""

    HIJRI = "hijri", _("Hijri")
    GREGORIAN = "gregorian", _("Gregorian")


class Operator(TextChoices):
    AT_MOST = "at_most", _("at most")
    AT_LEAST = "at_least", _("at least")
    BETWEEN = "between", _("from … to …")
    ONE_OF = "one_of", _("one of")
    NONE_OF = "none_of", _("none of")
    HOLDS = "holds", _("it holds")


class Verdict(TextChoices):
    """What a condition says about a file; it advises, the body decides."""

    MET = "met", pgettext_lazy("of a decision", "Met")
    NOT_MET = "not_met", pgettext_lazy("condition", "Not met")
    UNKNOWN = "unknown", pgettext_lazy("condition", "Cannot be told")


class QuestionKind(TextChoices):
    """What is answered to a question of a service."""

    TEXT = "text", pgettext_lazy("answer", "Words")
    NUMBER = "number", pgettext_lazy("answer", "A number")
    DATE = "date", pgettext_lazy("answer", "A date")
    YES_NO = "yes_no", pgettext_lazy("answer", "Yes or no")
    CHOICE = "choice", pgettext_lazy("answer", "One choice")
    SEVERAL = "several", pgettext_lazy("answer", "Several choices")


class Occasion(TextChoices):
    """When the conditions were looked at and what they said was kept."""

    OPENED = "opened", _("when the request was opened")
    COMPLETE = "complete", _("when the request was complete")
    DECIDED = "decided", _("when it was decided")


# How receipt is signed for: the proof stands on the paper or in the name.
SIGNED_AT_THE_DESK = [(method.value, method.label) for method in (SignatureMethod.ON_SCREEN, SignatureMethod.ON_PAPER)]
# No code: an agent may receive, whose mobile is not the file's.
SIGNED_BY_RECEIVER = [(method.value, method.label) for method in (SignatureMethod.DRAWN, SignatureMethod.ON_PAPER)]


class ObjectionStatus(TextChoices):
    RECEIVED = "received", pgettext_lazy("objection", "Before the body")
    DECIDED = "decided", pgettext_lazy("objection", "Decided, not yet told")
    ANSWERED = "answered", pgettext_lazy("objection", "Answered")
    WITHDRAWN = "withdrawn", pgettext_lazy("objection", "Withdrawn")


class ObjectionOutcome(TextChoices):
    """What became of the decision that was objected to."""

    UPHELD = "upheld", _("The first decision stands")
    CHANGED = "changed", _("The decision is changed")
    SENT_BACK = "sent_back", _("Sent back to be studied anew")


class AttemptState(TextChoices):
    """What became of an attempt to tell the answer."""

    WAITING = "waiting", _("On its way")
    GIVEN = "given", pgettext_lazy("answer", "Arrived")
    FAILED = "failed", _("Did not arrive")


class NotReached(TextChoices):
    """Why the person was not reached."""

    NO_ANSWER = "no_answer", _("Nobody answered the phone")
    WRONG_NUMBER = "wrong_number", _("The number is not the person's")
    RETURNED = "returned", _("The letter came back")
    ABSENT = "absent", _("Nobody was there")
    GATEWAY = "gateway", _("The message could not be sent")
    OTHER = "other", _("Something else")


BY_HAND = [reason for reason in NotReached if reason != NotReached.GATEWAY]


class ReceivedBy(TextChoices):
    BENEFICIARY = "beneficiary", _("The beneficiary in person")
    AGENT = "agent", _("An agent with a valid mandate")
    ACCOUNT = "account", _("The beneficiary's bank account")


class PaidBy(TextChoices):
    """How money reaches the person."""

    ACCOUNT = "account", _("Transfer to the bank account")
    HAND = "hand", _("By hand: cash or a cheque")


class RunStatus(TextChoices):
    DRAFTED = "drafted", _("Waiting for approval")
    APPROVED = "approved", pgettext_lazy("payment", "Approved")
    SENT = "sent", _("With the bank")
    DONE = "done", pgettext_lazy("payment", "Settled")
    CANCELLED = "cancelled", pgettext_lazy("payment", "Cancelled")


class RowStatus(TextChoices):
    """What became of one payment of a run."""

    WAITING = "waiting", pgettext_lazy("payment", "Waiting")
    PAID = "paid", _("Paid")
    RETURNED = "returned", _("Returned by the bank")
    HELD = "held", _("Held back")
    DROPPED = "dropped", _("Taken back")


class VisitStanding(TextChoices):
    PLANNED = "planned", _("Planned")
    REPORTED = "reported", _("Reported")
    CANCELLED = "cancelled", _("Cancelled")


class Met(TextChoices):
    """Whom the visitor met."""

    PERSON = "person", _("The person")
    HOUSEHOLD = "household", _("A member of the household")
    OTHER = "other", _("Somebody else: a neighbour, the landlord")
    NOBODY = "nobody", _("Nobody was there")


class CallResult(TextChoices):
    """What a person says on the phone about a delivery."""

    RECEIVED = "received", _("Received, as it should be")
    NOT_RECEIVED = "not_received", _("Not received")
    DEFECT = "defect", _("Received with a defect")
    NO_ANSWER = "no_answer", _("No answer")


class ProblemKind(TextChoices):
    NOT_RECEIVED = "not_received", _("Not received")
    DEFECT = "defect", _("Received with a defect")
    LESS = "less", _("Less than was signed for")


class SettledAs(TextChoices):
    GIVEN_AGAIN = "given_again", _("Given again, repaired or completed")
    EXPLAINED = "explained", _("Explained: it was right")
    COMPLAINT = "complaint", _("Taken on as a complaint")


class SettledUrgent(TextChoices):
    """How the body looked at urgent help."""

    RATIFIED = "ratified", pgettext_lazy("urgent help", "Ratified")
    REVERSED = "reversed", pgettext_lazy("urgent help", "Reversed")


class AfterReversal(TextChoices):
    """What happens to what was given already."""

    RECOVER = "recover", _("It is to be recovered")
    LEAVE = "leave", _("It is not recovered")


class MustBeMet(TextChoices):
    """When a condition of a decision is met."""

    BEFORE = "before", _("Before the delivery")
    AFTER = "after", _("After the delivery")


class Became(TextChoices):
    """What became of a condition of a decision."""

    MET = "met", pgettext_lazy("of a decision", "Met")
    WAIVED = "waived", pgettext_lazy("of a decision", "Waived")
    REOPENED = "reopened", pgettext_lazy("of a decision", "Open again")


__all__ = [
    "BY_HAND",
    "FINAL",
    "SIGNED_AT_THE_DESK",
    "SIGNED_BY_RECEIVER",
    "UNANSWERED",
    "UNDECIDED",
    "AfterReversal",
    "AmountRule",
    "AttemptState",
    "Became",
    "BudgetPeriod",
    "CallResult",
    "ConditionKind",
    "ItemState",
    "Met",
    "MustBeMet",
    "NotReached",
    "ObjectionOutcome",
    "ObjectionStatus",
    "Occasion",
    "Operator",
    "Outcome",
    "PaidBy",
    "ProblemKind",
    "QuestionKind",
    "ReceivedBy",
    "RowStatus",
    "RunStatus",
    "SettledAs",
    "SettledUrgent",
    "SignatureMethod",
    "Status",
    "UsualReason",
    "Verdict",
    "VisitStanding",
]
