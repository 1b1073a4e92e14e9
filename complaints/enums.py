"""The words of a complaint, inquiry, technical help or suggestion."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.enums import CaseKind
from beneficiaries.models import ContactMeans


class Kind(TextChoices):
    """What a person comes with (K1, K2, K7); the values are those of the policy's kinds of case."""

    COMPLAINT = CaseKind.COMPLAINT.value, _("Complaint")
    INQUIRY = CaseKind.INQUIRY.value, _("Inquiry")
    HELP = CaseKind.HELP.value, _("Technical help")
    SUGGESTION = CaseKind.SUGGESTION.value, _("Suggestion")


SERIES = {Kind.COMPLAINT: "C", Kind.INQUIRY: "I", Kind.HELP: "H", Kind.SUGGESTION: "S"}


class Status(TextChoices):
    RECEIVED = "received", _("Received, nobody began yet")
    IN_HAND = "in_hand", _("In hand")
    DECIDED = "decided", _("Decided, not yet told")
    ANSWERED = "answered", _("Answered, waits for the person")
    CLOSED = "closed", _("Closed")


UNANSWERED = (Status.RECEIVED, Status.IN_HAND, Status.DECIDED)


class Body(TextChoices):
    """Who handles it: the policy's follow-up committee, management where it names none, or the contact officers."""

    FOLLOW_UP = "follow_up", _("Follow-up committee")
    MANAGEMENT = "management", _("Management")
    OFFICERS = "officers", _("Contact officers")


class Means(TextChoices):
    """How the answer reaches the person: a means of contact, or the page behind the tracking code."""

    TRACKING = "tracking", _("On the tracking page, by the code")
    SMS = ContactMeans.SMS.value, ContactMeans.SMS.label
    PHONE = ContactMeans.PHONE.value, ContactMeans.PHONE.label
    EMAIL = ContactMeans.EMAIL.value, ContactMeans.EMAIL.label
    LETTER = ContactMeans.LETTER.value, ContactMeans.LETTER.label
    IN_PERSON = ContactMeans.IN_PERSON.value, ContactMeans.IN_PERSON.label


class Verified(TextChoices):
    """How staff made sure that somebody is the person of the case, before a new tracking code is given."""

    ID_SHOWN = "id_shown", _("The person came and showed their ID")
    CALLED_BACK = "called_back", _("We called the number kept in the case")


class Finding(TextChoices):
    """What was found; which of them are possible depends on the kind."""

    UPHELD = "upheld", _("Upheld")
    PARTLY = "partly", _("Upheld in part")
    NOT_UPHELD = "not_upheld", _("Not upheld")
    ANSWERED = "answered", pgettext_lazy("finding", "Answered")
    ADOPTED = "adopted", _("Adopted")
    DECLINED = "declined", _("Declined, with its reason")
    REDIRECTED = "redirected", _("Belongs elsewhere")


RIGHT = (Finding.UPHELD, Finding.PARTLY)  # the person was right: a remedy is owed
FINDINGS = {
    Kind.COMPLAINT: (*RIGHT, Finding.NOT_UPHELD, Finding.REDIRECTED),
    Kind.INQUIRY: (Finding.ANSWERED, Finding.REDIRECTED),
    Kind.HELP: (Finding.ANSWERED, Finding.REDIRECTED),
    Kind.SUGGESTION: (Finding.ADOPTED, Finding.DECLINED, Finding.REDIRECTED),
}


class ClosedBecause(TextChoices):
    CONFIRMED = "confirmed", _("The person confirmed")
    UNREACHED = "unreached", _("Three attempts to reach the person")


class SubjectSource(TextChoices):
    """How a member came to be kept away from a case."""

    NAMED = "named", _("Named as the one it is about")
    SAME_NAME = "same_name", _("A name in the text is theirs")


class HarmKind(TextChoices):
    """What was harmed (M1)."""

    MATERIAL = "material", _("Material: money or things")
    BODILY = "bodily", _("Bodily")
    MORAL = "moral", _("Moral: dignity or reputation")
    LOST_RIGHT = "lost_right", _("A right or service that was lost")


class Side(TextChoices):
    """The two who negotiate (M4)."""

    ASSOCIATION = "association", _("The association")
    BENEFICIARY = "beneficiary", _("The harmed person")


class PaymentMethod(TextChoices):
    TRANSFER = "transfer", _("Bank transfer")
    CHEQUE = "cheque", _("Cheque")
    CASH = "cash", _("Cash")
    IN_KIND = "in_kind", _("In kind, or done")
