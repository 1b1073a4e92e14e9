"""The operator's desk for services: names, and whether they are open. Terms are the association's own."""

from django.contrib import admin

from .models import Service


@admin.register(Service)
class ServiceAdmin(admin.ModelAdmin):
    list_display = ["name_ar", "association", "is_in_money", "is_open"]
    list_filter = ["association", "is_open"]
