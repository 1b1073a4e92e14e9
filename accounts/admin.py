"""The operator's desk for people: accounts, and what they are in which association."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import Membership, MembershipRole, User


class NewUserForm(UserCreationForm):
    class Meta:
        model = User
        fields = ("email", "name_ar", "name_en")


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    show_change_link = True
    fields = ["association", "is_active"]


@admin.register(User)
class PersonAdmin(UserAdmin):
    """A person's e-mail is entered as verified: staff are known to their association."""

    ordering = ["email"]
    list_display = ["email", "name_ar", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email", "name_ar", "name_en"]
    add_form = NewUserForm
    inlines = [MembershipInline]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", "password", "name_ar", "name_en"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "is_superuser", "last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name_ar", "name_en", "password1", "password2"]})]
    filter_horizontal = ()

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if obj.email:
            EmailAddress.objects.filter(user=obj).exclude(email=obj.email).delete()
            EmailAddress.objects.update_or_create(
                user=obj, email=obj.email, defaults={"verified": True, "primary": True}
            )


class RoleInline(admin.TabularInline):
    model = MembershipRole
    extra = 1


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ["user", "association", "is_active"]
    list_filter = ["association", "is_active"]
    inlines = [RoleInline]
