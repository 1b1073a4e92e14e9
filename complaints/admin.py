"""The operator's desk for categories, fields and contact officers; cases are never shown here."""

from django.contrib import admin

from .models import BeneficiaryCategory, ContactOfficer, FieldOfWork


@admin.register(BeneficiaryCategory, FieldOfWork)
class NamedAdmin(admin.ModelAdmin):
    list_display = ["name_ar", "association", "position"]
    list_filter = ["association"]


@admin.register(ContactOfficer)
class ContactOfficerAdmin(admin.ModelAdmin):
    list_display = ["membership", "association", "category", "field", "from_on", "until_on"]
    list_filter = ["association"]
