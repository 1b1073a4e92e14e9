"""People who sign in, and what they are in which association."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import Association, PolicyVersion

from .roles import Role, permissions_of

SHEET_KEPT = timedelta(days=1)


class UserManager(BaseUserManager["User"]):
    """Makes users; staff sign in by e-mail, beneficiaries later by mobile."""

    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower() if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str, **fields: Any) -> User:
        """The operator; the address counts as verified, since a second step is asked of operators (allauth)."""
        from allauth.account.models import EmailAddress

        user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
        EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in; belongs to no association by itself."""

    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    mobile = models.CharField(_("mobile"), max_length=16, unique=True, null=True, blank=True)
    mobile_confirmed_at = models.DateTimeField(_("mobile confirmed"), null=True, blank=True)
    name_ar = models.CharField(_("Arabic name"), max_length=150)
    name_en = models.CharField(_("English name"), max_length=150, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("operator"), default=False)
    is_applicant = models.BooleanField(_("applies online"), default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name_ar"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(
                # an applicant's mobile stays sealed in the file; the code that is sent there opens the door
                condition=Q(email__isnull=False) | Q(mobile__isnull=False) | Q(is_applicant=True),
                name="user_has_email_or_mobile",
            ),
            models.UniqueConstraint(Lower("email"), name="user_email_once_in_any_case"),
            models.CheckConstraint(
                condition=Q(mobile__isnull=True, mobile_confirmed_at__isnull=True)
                | Q(mobile__isnull=False, mobile_confirmed_at__isnull=False),
                name="user_mobile_is_confirmed",
                violation_error_message=_("A mobile counts once its owner confirmed it with a code."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        from django.utils.translation import get_language

        return (self.name_en or self.name_ar) if get_language() == "en" else self.name_ar

    def get_full_name(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> MembershipQuerySet:
        return self.filter(is_active=True, user__is_active=True)

    def without_mobile(self) -> MembershipQuerySet:
        """Who works here and cannot sign by a code yet: no number of theirs is confirmed."""
        return self.active().filter(user__mobile__isnull=True)

    def unsigned(self, version: PolicyVersion) -> MembershipQuerySet:
        """Who has still to sign this version; nobody where it asks for no signature (P3)."""
        if not version.asks_staff_signature:
            return self.none()
        return self.active().exclude(signatures__policy_version=version)

    def with_roles(self) -> MembershipQuerySet:
        return self.select_related("association").prefetch_related("membership_roles")


class Membership(models.Model):
    """A person works for an association, in one or more roles."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="memberships")
    is_active = models.BooleanField(_("active"), default=True)
    started_at = models.DateTimeField(default=timezone.now)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "association"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user_id}@{self.association_id}"

    @cached_property
    def roles(self) -> list[str]:
        return [row.role for row in self.membership_roles.all()]

    @cached_property
    def permissions(self) -> frozenset[str]:
        return permissions_of(self.roles)

    @property
    def role_names(self) -> list[str]:
        return [str(Role(role).label) for role in self.roles]


class PolicySignature(models.Model):
    """A worker read a policy version and agreed to keep to it (P3, B7): one each, never changed (triggers)."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="signatures")
    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="signatures")
    signed_name = models.CharField(_("name signed"), max_length=150)
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("signature under the policy")
        verbose_name_plural = _("signatures under the policy")
        constraints = [
            models.UniqueConstraint(fields=["membership", "policy_version"], name="policysignature_once"),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.policy_version_id}"


class MembershipRole(models.Model):
    """One role of a membership; a person may hold several."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="membership_roles")
    role = models.CharField(_("role"), max_length=12, choices=Role)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["membership", "role"], name="membershiprole_once")]

    def __str__(self) -> str:
        return self.get_role_display()


class CodePurpose(models.TextChoices):
    SIGN_IN = "sign_in", _("sign in")
    SIGN = "sign", _("sign a declaration")
    CONFIRM = "confirm", _("confirm one's own mobile")


class SignInCode(models.Model):
    """A code that was sent to a mobile: only its keyed hash is kept, and a used one never changes (triggers).

    ``bound_to`` is the digest of what the code signs; ``mobile_index`` is the blind index that files are found by.
    """

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="sign_in_codes")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField(max_length=8, choices=CodePurpose)
    mobile_index = models.CharField(max_length=32)
    bound_to = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    guesses = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["association", "mobile_index", "purpose", "made_at"], name="signincode_sent")]

    def __str__(self) -> str:
        return str(self.uid)


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def shown_to(self, membership: Membership, list_name: str) -> SavedViewQuerySet:
        """Their own and the shared ones of a list, by name, each saying whether it is their default. One query."""
        usual = DefaultView.objects.filter(view=models.OuterRef("pk"), membership=membership)
        own_or_shared = Q(membership=membership) | Q(is_shared=True)
        return (
            self.filter(own_or_shared, list_name=list_name)
            .annotate(is_default=models.Exists(usual))
            .order_by("is_shared", "name", "pk")
        )


class SavedView(models.Model):
    """What a member asks of a list again and again: the list's address under a name."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="saved_views")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="saved_views")
    list_name = models.CharField(max_length=30)
    name = models.CharField(_("name"), max_length=60)
    query = models.TextField(max_length=2000, blank=True)  # names nobody: what is typed is sealed in it
    is_shared = models.BooleanField(_("shared with the association"), default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "list_name", "name"],
                name="savedview_name_once",
                violation_error_message=_("You have a view of this name already. Choose another name."),
            )
        ]
        indexes = [models.Index(fields=["association", "list_name"], name="savedview_of_list")]

    def __str__(self) -> str:
        return self.name


class DefaultView(models.Model):
    """The view with which a member's list opens; one a list."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="default_views")
    list_name = models.CharField(max_length=30)
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "list_name"], name="defaultview_one_a_list")]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.view_id}"


class ListExport(models.Model):
    """A list was taken along as a sheet (B4): by whom, which, what was asked of it, how many rows. Never changed."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="list_exports")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    list_name = models.CharField(max_length=30)
    query = models.TextField(blank=True)  # what was typed is sealed in it
    row_count = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("list taken along")
        verbose_name_plural = _("lists taken along")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["association", "id"], name="listexport_by_number")]

    def __str__(self) -> str:
        return f"{self.list_name} {self.row_count}"


class SheetStatus(models.TextChoices):
    WRITING = "writing", pgettext_lazy("sheet", "Being written")
    READY = "ready", pgettext_lazy("sheet", "Ready")
    FAILED = "failed", pgettext_lazy("sheet", "Not written")


class ListSheetQuerySet(models.QuerySet["ListSheet"]):
    """Sheets are reached through ``association.list_sheets``; the worker's claim goes across associations."""

    def at_work(self) -> ListSheetQuerySet:
        """Those that a worker writes, the longest waiting first."""
        return self.filter(status=SheetStatus.WRITING).order_by("moved_at", "pk")


class ListSheet(models.Model):
    """A long list on its way to a sheet, for whoever asked. What it asks of the list is the list's address."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="list_sheets")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="list_sheets")
    list_name = models.CharField(max_length=30)
    query = models.TextField(blank=True)  # names nobody: what is typed is sealed in it
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    status = models.CharField(_("status"), max_length=8, choices=SheetStatus, default=SheetStatus.WRITING)
    row_count = models.PositiveIntegerField()  # as counted when it was asked for; at the end as written
    written = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    stored_as = models.CharField(max_length=60, blank=True)  # sealed; dropped when its time is over

    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    moved_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)  # since it last moved on
    starts = models.PositiveSmallIntegerField(default=0)  # a sheet that was broken off is begun anew

    objects = ListSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("sheet")
        verbose_name_plural = _("sheets")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="writing", ended_at__isnull=True)
                | (~Q(status="writing") & Q(ended_at__isnull=False)),
                name="listsheet_ended_has_a_moment",
                violation_error_message=_("A sheet that is finished has its moment, another has none."),
            ),
            models.CheckConstraint(
                condition=Q(stored_as="") | Q(status="ready"),
                name="listsheet_file_once_ready",
                violation_error_message=_("A sheet is kept once it is ready."),
            ),
            models.CheckConstraint(
                condition=Q(lease__isnull=True) | Q(leased_until__isnull=False),
                name="listsheet_lease_ends",
                violation_error_message=_("A worker holds a sheet for a limited time."),
            ),
        ]
        indexes = [
            models.Index(fields=["moved_at", "id"], condition=Q(status="writing"), name="listsheet_at_work"),
            models.Index(fields=["association", "by", "id"], name="listsheet_of_member"),
        ]

    def __str__(self) -> str:
        return str(self.uid)

    @property
    def is_at_work(self) -> bool:
        return self.status == SheetStatus.WRITING

    @property
    def kept_until(self) -> datetime:
        """Until when it can be taken along; its file is dropped then."""
        return (self.ended_at or self.at) + SHEET_KEPT

    @property
    def can_be_taken(self) -> bool:
        return bool(self.stored_as) and timezone.now() < self.kept_until
