"""Fixed words of the file of a beneficiary and household (R13, B2)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ContactMeans(models.TextChoices):
    """The means of contact agreed with the person (R8)."""

    SMS = "sms", _("Text message")
    PHONE = "phone", _("Phone call")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter")
    IN_PERSON = "in_person", _("In person at the office")


class Calendar(models.TextChoices):
    HIJRI = "hijri", _("Hijri")
    GREGORIAN = "gregorian", _("Gregorian")


class Sex(models.TextChoices):
    MALE = "male", _("Male")
    FEMALE = "female", _("Female")


class IdKind(models.TextChoices):
    """The card a person's number stands on; of the first two the number's first digit tells which."""

    NATIONAL = "national", _("National ID")
    IQAMA = "iqama", _("Iqama")
    GCC = "gcc", _("ID of a Gulf state")
    PASSPORT = "passport", _("Passport")
    BORDER = "border", _("Border number")

    @property
    def is_saudi(self) -> bool:
        """Whether the number is ten digits with a check digit."""
        return self in (IdKind.NATIONAL, IdKind.IQAMA)


class MaritalStatus(models.TextChoices):
    SINGLE = "single", _("Never married")
    MARRIED = "married", _("Married")
    DIVORCED = "divorced", _("Divorced")
    WIDOWED = "widowed", _("Widowed")
    ABANDONED = "abandoned", _("Left without support")


class Employment(models.TextChoices):
    EMPLOYED = "employed", _("Employed")
    SELF_EMPLOYED = "self_employed", _("Own business")
    LOOKING = "looking", _("Looking for work")
    RETIRED = "retired", _("Retired")
    STUDENT = "student", _("Student")
    HOME = "home", _("Keeps the home")
    UNABLE = "unable", _("Unable to work")


class HealthSituation(models.TextChoices):
    WELL = "well", _("Well")
    CHRONIC = "chronic", _("Chronic illness")
    DISABILITY = "disability", _("Disability")
    BOTH = "both", _("Chronic illness and disability")


class Housing(models.TextChoices):
    OWNED = "owned", _("Owned")
    RENTED = "rented", _("Rented")
    FAMILY = "family", _("With relatives")
    CHARITY = "charity", _("Provided by a charity")
    EMPLOYER = "employer", _("Provided by the employer")
    NONE = "none", _("No fixed housing")


class Relation(models.TextChoices):
    """What a member of the household is to its head."""

    HEAD = "head", _("Head of the household")
    SPOUSE = "spouse", _("Spouse")
    CHILD = "child", _("Son or daughter")
    PARENT = "parent", _("Father or mother")
    SIBLING = "sibling", _("Brother or sister")
    GRANDCHILD = "grandchild", _("Grandchild")
    GRANDPARENT = "grandparent", _("Grandparent")
    OTHER_KIN = "other_kin", _("Another relative")
    FOSTERED = "fostered", _("Fostered child")
    OTHER = "other", _("Not a relative")


class LeftBecause(models.TextChoices):
    """Why a member is no longer of the household."""

    DIED = "died", _("Died")
    MARRIED = "married", _("Married and moved out")
    MOVED = "moved", _("Moved out")
    SPLIT = "split", _("The household was split")
    JOINED = "joined", _("The household joined another")
    MISTAKE = "mistake", _("Entered by mistake")


class IncomeKind(models.TextChoices):
    SALARY = "salary", _("Salary or wage")
    PENSION = "pension", _("Pension")
    SOCIAL_SECURITY = "social_security", _("Social security")
    CITIZEN_ACCOUNT = "citizen_account", _("Citizen's account")
    DISABILITY_AID = "disability_aid", _("Disability allowance")
    MAINTENANCE = "maintenance", _("Maintenance (nafaqa)")
    RENT = "rent", _("Rent received")
    BUSINESS = "business", _("Own business")
    CHARITY = "charity", _("Regular help from a charity")
    RELATIVES = "relatives", _("Help from relatives")
    OTHER = "other", _("Other income")


class ObligationKind(models.TextChoices):
    RENT = "rent", _("Rent")
    LOAN = "loan", _("Loan instalment")
    DEBT = "debt", _("Debt by judgment or deed")
    MAINTENANCE = "maintenance", _("Maintenance paid (nafaqa)")
    TREATMENT = "treatment", _("Treatment and medicine")
    SCHOOL = "school", _("School or study")
    UTILITIES = "utilities", _("Electricity and water")
    TRANSPORT = "transport", _("Transport")
    DOMESTIC_HELP = "domestic_help", _("Carer or domestic help")
    OTHER = "other", _("Other obligation")


class MandateKind(models.TextChoices):
    GUARDIAN = "guardian", _("Guardian (wali)")
    AGENT = "agent", _("Agent by deed (wakala)")
    CUSTODIAN = "custodian", _("Custodian (hadin)")


class Language(models.TextChoices):
    ARABIC = "ar", _("Arabic")
    ENGLISH = "en", _("English")


class DocumentCategory(models.TextChoices):
    """What a document of the file is about; an association's own kinds stand in these."""

    IDENTITY = "identity", _("Identity")
    FAMILY = "family", _("Family")
    INCOME = "income", _("Income and obligations")
    HOUSING = "housing", _("Housing")
    HEALTH = "health", _("Health")
    STUDY = "study", _("Study")
    BANK = "bank", _("Bank account")
    LEGAL = "legal", _("Deeds and rulings")
    OTHER = "other", _("Other papers")


class Validity(models.TextChoices):
    """How it is known until when a kind of document is valid."""

    LASTING = "lasting", _("It has no end")
    WRITTEN = "written", _("Its end is written on it")
    MONTHS = "months", _("So many months from its date")


class CopyBasis(models.TextChoices):
    """Why the association may keep a copy where seeing the original would do."""

    LAW = "law", _("A law or the regulator asks for it")
    CONTRACT = "contract", _("An agreement with the person needs it")
    CONSENT = "consent", _("The person agreed in writing")


class Likeness(models.TextChoices):
    """Why two files may be of one person."""

    NAME_AND_BIRTH = "name_birth", _("alike in name, born on the same day")
    HOUSEHOLD = "household", _("alike in name, in the same household")
    MOBILE = "mobile", _("alike in name, with the same mobile")


class PairStatus(models.TextChoices):
    """What was answered about two files that may be of one person."""

    OPEN = "open", _("not answered yet")
    DIFFERENT = "different", _("two different people")
    MERGED = "merged", _("one person: merged")


class SignatureMethod(models.TextChoices):
    """How a person signs, at the desk or online."""

    DRAWN = "drawn", _("Drawn on the screen")
    ON_SCREEN = "on_screen", _("Signed on screen by typing the full name")
    ONE_TIME_CODE = "code", _("Signed with a one-time code sent to the mobile")
    ON_PAPER = "on_paper", _("Signed on paper before the officer, and filed")


class GivenHow(models.TextChoices):
    """Where a person gave their word."""

    ONLINE = "online", _("online by the person")
    READ = "read", _("at the desk, read by the person")
    READ_OUT = "read_out", _("at the desk, read out to the person")
    SIGNED = "signed", _("with a signature at the desk")
    TOLD = "told", _("told to the desk")


class ConsentPurpose(models.TextChoices):
    """What a consent is for; each stands by itself (B5)."""

    SERVICE = "service", _("Using data to serve the person")
    CONTACT = "contact", _("Messages that are not about a case")
    PUBLICATION = "publication", _("Publishing a story or picture")


class ConsentState(models.TextChoices):
    GIVEN = "given", pgettext_lazy("consent", "Given")
    REFUSED = "refused", pgettext_lazy("consent", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("consent", "Withdrawn")


class ReportStatus(models.TextChoices):
    """What became of a reported change."""

    WAITING = "waiting", _("Waiting to be looked at")
    APPLIED = "applied", _("Taken into the file")
    REFUSED = "refused", _("Not taken")
