"""Why an association refuses: its own catalogue, each reason in both languages and with the clause it leans on.

The words of a reason are never rewritten, since decisions point at them: one that no longer holds is not offered any
more, and another is written (trigger).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from associations.models import Association


class RefusalReason(models.Model):
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="refusal_reasons")
    code = models.SlugField(max_length=40)
    text_ar = models.CharField(_("reason, in Arabic"), max_length=200)
    text_en = models.CharField(_("reason, in English"), max_length=200)
    clause_ar = models.CharField(_("clause it leans on"), max_length=120, blank=True)
    clause_en = models.CharField(_("clause it leans on, in English"), max_length=120, blank=True)
    is_offered = models.BooleanField(_("offered"), default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("reason of refusal")
        verbose_name_plural = _("reasons of refusal")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["association", "code"], name="refusalreason_code_once"),
            models.CheckConstraint(
                condition=~Q(text_ar="") & ~Q(text_en=""),
                name="refusalreason_in_both_languages",
                violation_error_message=_("A reason is written in Arabic and in English."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return self.text_en if get_language() == "en" else self.text_ar

    @property
    def clause(self) -> str:
        return self.clause_en if get_language() == "en" else self.clause_ar
