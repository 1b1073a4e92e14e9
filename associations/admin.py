"""The operator's desk for associations; a policy version in force is shown, never edited."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from .enums import PolicyStatus
from .models import (
    Association,
    ClockRules,
    FileRules,
    ObjectionRules,
    Office,
    PolicyChannel,
    PolicyDocument,
    PolicyPauseReason,
    PolicyVersion,
    PolicyWarning,
    ResponseRule,
)


class OfficeInline(admin.TabularInline):
    model = Office
    extra = 0


@admin.register(Association)
class AssociationAdmin(admin.ModelAdmin):
    list_display = ["slug", "name_ar", "licence_number"]
    inlines = [OfficeInline]


class OfVersion(admin.TabularInline):
    """Rows of a version may be edited while it is a draft or approved."""

    extra = 0

    def _is_open(self, version: Any) -> bool:
        return version is None or version.status in (PolicyStatus.DRAFT, PolicyStatus.APPROVED)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_open(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_open(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_open(obj)


class RuleInline(OfVersion):
    model = ResponseRule


class ObjectionsInline(OfVersion):
    model = ObjectionRules


class FilesInline(OfVersion):
    model = FileRules


class ClockInline(OfVersion):
    model = ClockRules


class PauseReasonInline(OfVersion):
    model = PolicyPauseReason


class WarningInline(OfVersion):
    model = PolicyWarning


class ChannelInline(OfVersion):
    model = PolicyChannel


class DocumentInline(OfVersion):
    model = PolicyDocument


@admin.register(PolicyVersion)
class PolicyVersionAdmin(admin.ModelAdmin):
    """Its status moves by the verbs only, so it is never a field here."""

    list_display = ["association", "number", "status", "in_force_from"]
    list_filter = ["association", "status"]
    readonly_fields = ["status", "in_force_from", "in_force_until", "written_by", "in_force_by"]
    inlines = [
        RuleInline,
        ClockInline,
        PauseReasonInline,
        WarningInline,
        ObjectionsInline,
        FilesInline,
        ChannelInline,
        DocumentInline,
    ]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None or obj.status in (PolicyStatus.DRAFT, PolicyStatus.APPROVED)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None or obj.status == PolicyStatus.DRAFT
