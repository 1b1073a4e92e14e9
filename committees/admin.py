"""The operator's desk for bodies and their seats."""

from django.contrib import admin

from .models import Committee, Seat


class SeatInline(admin.TabularInline):
    model = Seat
    extra = 1


@admin.register(Committee)
class CommitteeAdmin(admin.ModelAdmin):
    list_display = ["name_ar", "association", "kind"]
    list_filter = ["association"]
    inlines = [SeatInline]
