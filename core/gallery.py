"""Every component with invented content, so that their look is judged in one place. Shown in the demo only.

The words of the samples are data and stand here in both languages; the components' own words come from the catalogue.
"""

import datetime
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from .fields import AmountField, DualDateField, MobileField
from .hijri import HijriDate, language, month_name

FIRST, LAST = datetime.date(2026, 3, 8), datetime.date(2026, 4, 11)
START, DUE = datetime.date(2026, 3, 10), datetime.date(2026, 4, 8)
HOLIDAY = (datetime.date(2026, 3, 19), datetime.date(2026, 3, 24))
PAUSE = (datetime.date(2026, 3, 16), datetime.date(2026, 3, 17))
WEEKEND = (4, 5)  # Friday and Saturday


def say(arabic: str, english: str) -> str:
    """The sample in the page's language."""
    return arabic if language() == "ar" else english


class SampleForm(forms.Form):
    """One field of each kind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["full_name"] = forms.CharField(
            label=say("الاسم الرباعي", "Full name"), help_text=say("كما في الهوية.", "As on the ID.")
        )
        self.fields["mobile"] = MobileField(label=say("رقم الجوال", "Mobile number"))
        self.fields["income"] = AmountField(label=say("الدخل الشهري", "Monthly income"), required=False)
        self.fields["born_on"] = DualDateField(label=say("تاريخ الميلاد", "Date of birth"), allow_future=False)
        self.fields["channel"] = forms.ChoiceField(
            label=say("قناة الاستقبال", "Channel"),
            choices=[("visit", say("حضور", "Visit")), ("phone", say("هاتف", "Phone"))],
            widget=forms.RadioSelect,
        )
        self.fields["city"] = forms.ChoiceField(
            label=say("المدينة", "City"), choices=[("", "—"), ("h", say("الهفوف", "Hofuf"))]
        )
        self.fields["note"] = forms.CharField(
            label=say("ملاحظة", "Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False
        )
        self.fields["document"] = forms.FileField(label=say("المستند", "Document"), required=False)
        self.fields["consent"] = forms.BooleanField(label=say("أوافق على حفظ البيانات", "I agree that data is kept"))


def clock_weeks() -> list[list[dict[str, Any]]]:
    """The weeks of an invented case: fifteen working days around a feast and a pause."""
    weeks: list[list[dict[str, Any]]] = []
    counted, day = 0, FIRST
    while day <= LAST:
        kind = kind_of(day)
        counted += kind in ("count", "due")
        if (day - FIRST).days % 7 == 0:
            weeks.append([])
        weeks[-1].append(cell(day, kind, counted))
        day += datetime.timedelta(days=1)
    return weeks


def kind_of(day: datetime.date) -> str:
    """How a day of the sample counts."""
    if not START <= day <= DUE:
        return "out"
    if day in (START, DUE):
        return "start" if day == START else "due"
    if HOLIDAY[0] <= day <= HOLIDAY[1]:
        return "off"
    if PAUSE[0] <= day <= PAUSE[1]:
        return "pause"
    return "weekend" if day.weekday() in WEEKEND else "count"


def cell(day: datetime.date, kind: str, counted: int) -> dict[str, Any]:
    """One day as components/clock_calendar.html takes it."""
    hijri = HijriDate.from_gregorian(day)
    words = {"start": say("اكتمل", "Complete"), "off": say("عيد", "Eid"), "pause": say("وقف", "Paused")}
    first = day == FIRST
    return {
        "date": day,
        "hijri": hijri,
        "kind": kind,
        "label": str(counted) if kind in ("count", "due") else words.get(kind, ""),
        "hijri_month_label": month_name("hijri", hijri.month) if hijri.day == 1 or first else "",
        "gregorian_month_label": month_name("gregorian", day.month) if day.day == 1 or first else "",
    }


def case_samples() -> dict[str, Any]:
    """What a page of one case shows."""
    now = timezone.now()
    names = [
        ("استُلم", "Received"),
        ("اكتمل", "Complete"),
        ("الدراسة", "Study"),
        ("لدى اللجنة المختصة", "With the committee"),
        ("القرار", "Decision"),
        ("إبلاغ المستفيد", "Answer"),
        ("تقديم الخدمة", "Delivery"),
    ]
    states = ["done"] * 3 + ["now"] + ["later"] * 3
    return {
        "steps": [{"label": say(*name), "state": state} for name, state in zip(names, states, strict=True)],
        "weeks": clock_weeks(),
        "weekdays": say("الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت", "Sun Mon Tue Wed Thu Fri Sat").split(),
        "due": DUE,
        "sentences": [
            say(
                "اكتمل الطلب يوم الثلاثاء، وتبدأ المدة من اليوم التالي.", "Complete on Tuesday; the next day is day 1."
            ),
            say("المدة خمسة عشر يوم عمل؛ الجمعة والسبت لا تُحسبان.", "Fifteen working days; no Friday, no Saturday."),
            say("لا تُحسب إجازة عيد الفطر، وهي ستة أيام.", "The six days of the feast are not counted."),
            say("توقفت المدة يومين بانتظار صك السكن.", "The period paused for two days: a deed was awaited."),
            say("اليوم الخامس عشر هو الأربعاء.", "The fifteenth day is a Wednesday."),
        ],
        "events": [
            {"text": say("أُحيل إلى اللجنة المختصة", "Referred to the committee"), "by": say("هند", "Hind"), "at": now},
            {
                "text": say("استُؤنفت المدة", "The period resumed"),
                "by": say("نورة السبيعي", "Noura"),
                "at": now - datetime.timedelta(days=12),
                "note": say("وصل صك السكن.", "The deed came."),
            },
            {"text": say("اكتمل الطلب", "Complete"), "by": "", "at": now - datetime.timedelta(days=19)},
        ],
    }


def list_samples() -> dict[str, Any]:
    """Lists and tasks."""
    person, request, channel = say("المستفيد", "Beneficiary"), say("الطلب", "Request"), say("القناة", "Channel")
    rows = [
        (say("عبد الله الدوسري", "Abdullah"), "R-1447-000221", say("مكتب فرعي", "Branch")),
        (say("مريم العتيبي", "Maryam"), "R-1447-000220", say("هاتف", "Phone")),
    ]
    return {
        "columns": [person, request, channel],
        "rows": [
            {
                "cells": [
                    {"column": person, "value": name},
                    {"column": request, "value": number, "url": "#list"},
                    {"column": channel, "value": way},
                ]
            }
            for name, number, way in rows
        ],
        "tasks": [
            {
                "label": say("أفراد الأسرة", "Household"),
                "url": "#tasks",
                "state_text": say("محفوظ – لم يُرسل بعد", "Saved – not sent yet"),
                "state_kind": "hold",
                "hint": say("خمسة أفراد", "Five people"),
            },
            {
                "label": say("الدخل", "Income"),
                "url": "#tasks",
                "state_text": say("لم يبدأ", "New"),
                "state_kind": "idle",
            },
            {"label": say("الإقرار", "Declaration"), "hint": say("بعد ما سبق", "After the above")},
        ],
    }


def figure_samples() -> dict[str, Any]:
    """Facts, figures and differences."""
    return {
        "facts": [
            {"label": say("الاسم", "Name"), "value": say("نورة بنت سعد", "Noura"), "change_url": "#facts"},
            {"label": say("المدينة", "City"), "value": say("الهفوف", "Hofuf"), "change_url": "#facts"},
        ],
        "tiles": [
            {
                "figure": 7,
                "label": say("ينتظر مستندًا", "Wait for a document"),
                "hint": say("أقدمها 5 أيام", "5 days"),
                "chip": "",
                "kind": "idle",
            },
            {
                "figure": 3,
                "hint": "",
                "label": say("بلا جواب", "Unanswered"),
                "chip": say("أقربها غدًا", "Tomorrow"),
                "kind": "soon",
            },
            {
                "figure": 2,
                "hint": "",
                "label": say("لم تصل", "Undelivered"),
                "chip": say("اتصل اليوم", "Call today"),
                "kind": "late",
            },
        ],
        "differences": [{"label": say("الدخل", "Income"), "now": "3,000", "yours": "3,200"}],
    }


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """All components on one page; ``?errors`` also shows the form refused."""
    form = SampleForm(data={"mobile": "123"}) if "errors" in request.GET else SampleForm()
    return render(request, "gallery.html", {"form": form, **case_samples(), **list_samples(), **figure_samples()})
