"""The operator's desk for services and their checklists; cases are never shown here."""

from django.contrib import admin

from .models import ChecklistItem, Service


class ChecklistInline(admin.TabularInline):
    model = ChecklistItem
    extra = 1


@admin.register(Service)
class ServiceAdmin(admin.ModelAdmin):
    list_display = ["name_ar", "association", "is_in_money", "is_open"]
    list_filter = ["association", "is_open"]
    inlines = [ChecklistInline]
