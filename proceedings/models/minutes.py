"""The minutes of a session: free words while they are a draft, then sealed papers in a chain, and who signed (R6–R9).

All else in a draft is read from the session's own rows. What is sealed never changes (triggers): a correction is
another sealed paper, an annex. A person who is forgotten takes the words of an item along, not its hash.
"""

from __future__ import annotations

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from associations.models import Association
from committees.models import Committee, Seat

from ..enums import Part, SignedHow
from ..querysets import MinutesQuerySet, SealQuerySet
from .docket import Item
from .session import OfAssociation, Session

PERSON = settings.AUTH_USER_MODEL


def new_check_code() -> str:
    return secrets.token_urlsafe(16)


class Minutes(models.Model):
    """Of one closed session. ``version`` counts its writings, so that the chair seals what was read."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="minutes")
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="minutes")
    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="minutes")
    reference = models.CharField(_("number"), max_length=20)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("minutes of a session")
        verbose_name_plural = _("minutes of sessions")
        constraints = [
            models.UniqueConstraint(fields=["association", "reference"], name="minutes_reference_once"),
        ]
        indexes = [models.Index(fields=["association", "-made_at", "-id"], name="minutes_newest")]

    def __str__(self) -> str:
        return self.reference


class MinutesText(OfAssociation):
    """Free words of a draft: before, after, or on one item of the docket."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="texts")
    part = models.CharField(max_length=16, choices=Part)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField(_("words"), max_length=4000, blank=True)
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("words of minutes")
        verbose_name_plural = _("words of minutes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "part"], condition=Q(item__isnull=True), name="minutestext_once"
            ),
            models.UniqueConstraint(
                fields=["minutes", "item"], condition=Q(item__isnull=False), name="minutestext_once_each_item"
            ),
            models.CheckConstraint(
                condition=Q(part=Part.DISCUSSION, item__isnull=False)
                | ~Q(part=Part.DISCUSSION) & Q(item__isnull=True),
                name="minutestext_discussion_of_an_item",
                violation_error_message=_("Words of a discussion name their item, others none."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id}: {self.part}"


class Seal(OfAssociation):
    """A sealed paper: the minutes themselves (number 0) or an annex to them, each over the hash of the one before."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="seals")
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="seals")
    number = models.PositiveSmallIntegerField()
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="later")
    head = models.TextField()  # canonical JSON: what is sealed, with the hash of each section and of the one before
    digest = models.CharField(max_length=64)
    check_code = models.CharField(max_length=22, unique=True, default=new_check_code)
    sealed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField()

    objects = SealQuerySet.as_manager()

    class Meta:
        verbose_name = _("sealed paper")
        verbose_name_plural = _("sealed papers")
        ordering = ["minutes", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "number"],
                name="seal_once",
                violation_error_message=_("These minutes are sealed already."),
            ),
            models.UniqueConstraint(
                fields=["committee"], condition=Q(number=0, previous__isnull=True), name="seal_one_first_each_body"
            ),
            models.UniqueConstraint(fields=["previous"], condition=Q(number=0), name="seal_one_successor"),
            models.CheckConstraint(
                condition=Q(number=0) | Q(previous__isnull=False),
                name="seal_annex_follows",
                violation_error_message=_("An annex follows the paper that it corrects."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id}/{self.number}"

    @property
    def is_annex(self) -> bool:
        return self.number > 0


class Section(OfAssociation):
    """One part of a sealed paper with its own salted hash: its words may be emptied, the hash of them stays."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="sections")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=24)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="+")
    salt = models.CharField(max_length=32)
    content = models.TextField()  # canonical JSON
    digest = models.CharField(max_length=64)
    emptied_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("section of minutes")
        verbose_name_plural = _("sections of minutes")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["seal", "key"], name="section_once"),
            models.CheckConstraint(
                condition=Q(emptied_on__isnull=True) & ~Q(content="—") & ~Q(salt="—")
                | Q(emptied_on__isnull=False, content="—", salt="—"),
                name="section_emptied_whole",
                violation_error_message=_("A section is emptied with its day, or not at all."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seal_id}: {self.key}"


class Signature(OfAssociation):
    """A member signed a sealed paper, by a code to their mobile or on paper; or refused to, with the reason."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="signatures")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="minutes_signatures")
    how = models.CharField(_("how"), max_length=8, choices=SignedHow)
    signed_name = models.CharField(_("name"), max_length=150)
    words = models.CharField(_("why it is not signed"), max_length=500, blank=True)
    stored_as = models.CharField(max_length=40, blank=True)
    media_type = models.CharField(max_length=20, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    recorded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)  # over all of the above and the paper's own

    class Meta:
        verbose_name = _("signature under minutes")
        verbose_name_plural = _("signatures under minutes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seal", "seat"],
                condition=~Q(how=SignedHow.REFUSED),
                name="signature_once",
                violation_error_message=_("This member signed already."),
            ),
            models.UniqueConstraint(
                fields=["seal", "seat"],
                condition=Q(how=SignedHow.REFUSED),
                name="signature_one_refusal",
                violation_error_message=_("That this member does not sign is recorded already."),
            ),
            models.CheckConstraint(
                condition=Q(how=SignedHow.PAPER) & ~Q(stored_as="") & ~Q(scan_sha256="")
                | ~Q(how=SignedHow.PAPER) & Q(stored_as="", scan_sha256="", media_type=""),
                name="signature_on_paper_has_its_scan",
                violation_error_message=_("A signature on paper has its scan, another has none."),
            ),
            models.CheckConstraint(
                condition=Q(how=SignedHow.REFUSED) & ~Q(words="") | ~Q(how=SignedHow.REFUSED) & Q(words=""),
                name="signature_refused_in_words",
                violation_error_message=_("Who does not sign says why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seal_id}: {self.seat_id}"
