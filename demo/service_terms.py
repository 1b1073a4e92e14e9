# ruff: noqa: E501
"""Invented terms of the services: amounts, conditions, budgets; of some an earlier version or a draft of the next."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import Membership
from associations.models import Association
from requests import actions
from requests.models import AskedIf, Service, ServiceVersion

SINCE = date(2025, 1, 1)
WIDOWS, ORPHANS, LIMITED = "أرامل", "أسر الأيتام", "ذوو الدخل المحدود"
CATEGORIES = ((WIDOWS, "Widows"), (ORPHANS, "Families of orphans"), (LIMITED, "Limited income"))

# kind, operator, low, high, choices or the kind of document, points
Row = tuple[str, str, int | None, int | None, str, int]


def _income(most: int, points: int = 3) -> Row:
    return ("income", "at_most", None, most, "", points)


def _every(months: int) -> Row:
    return ("interval", "at_least", months, None, "", 1)


def _document(name: str) -> Row:
    return ("document", "holds", None, None, name, 1)


TENANT: Row = ("housing", "one_of", None, None, "rented", 2)
FAMILY: Row = ("people", "at_least", 2, None, "", 1)
MEMBER: Row = ("membership", "holds", None, None, "", 1)

# by the service's code: columns of the version, categories, conditions
TERMS: dict[str, tuple[dict[str, Any], tuple[str, ...], list[Row]]] = {
    "food-basket": ({"gives_ar": "سلة غذائية لشهر", "gives_en": "A food basket for a month"}, (), [_income(1500), FAMILY, _every(1)]),
    "rent": ({"amount_rule": "ceiling", "ceiling": 6000, "budget": 250000, "budget_period": "hijri_year"}, (WIDOWS, ORPHANS, LIMITED), [_income(1500), TENANT, _document("عقد إيجار"), _every(12)]),
    "study-support": ({"amount_rule": "fixed", "amount": 1500, "budget": 60000, "budget_period": "year"}, (ORPHANS, LIMITED), [_income(2000), ("age", "at_most", None, 60, "", 1), _document("شهادة قيد دراسي"), _every(6)]),
    "book-bag": ({"gives_ar": "حقيبة ومستلزمات لكل طالب", "gives_en": "A bag with supplies for each student"}, (), [_income(2000), _every(6)]),
    "home-repair": ({"amount_rule": "ceiling", "ceiling": 20000, "budget": 120000, "budget_period": "hijri_year"}, (), [_income(2000), ("housing", "one_of", None, None, "owned\nfamily", 2), ("city", "one_of", None, None, "التويم\nالمجمعة\nحوطة سدير", 1), _every(36)]),
    "electric-bill": ({"amount_rule": "fixed", "amount": 400, "budget": 6000, "budget_period": "hijri_year"}, (WIDOWS, LIMITED), [_income(1200), _every(6)]),
    "appliances": ({"gives_ar": "جهاز واحد بحسب الحاجة", "gives_en": "One appliance as needed"}, (), [_income(1500), ("people", "between", 2, 12, "", 1), _every(24)]),
    "heritage-grant": ({"amount_rule": "ceiling", "ceiling": 10000, "budget": 80000, "budget_period": "year"}, (), [("age", "at_least", 18, None, "", 1), ("employment", "none_of", None, None, "employed", 1), MEMBER, _every(12)]),
    "visit-support": ({"gives_ar": "مقعد في زيارة منظمة", "gives_en": "A seat on an organised visit"}, (), [("age", "between", 12, 70, "", 1), _every(3)]),
    "water-tank": ({"gives_ar": "خزان مع توصيله", "gives_en": "A tank with its connection"}, (LIMITED,), [_income(1800), TENANT, _every(60)]),
    "meals": ({"gives_ar": "وجبات مطبوخة لشهر", "gives_en": "Cooked meals for a month"}, (), [_income(1200), FAMILY, _every(1)]),
    "treatment": ({"amount_rule": "per_head", "amount": 500, "ceiling": 3000, "budget": 50000, "budget_period": "hijri_year"}, (), [_income(2500), _document("تقرير طبي"), _every(6)]),
}  # fmt: skip


# what a service asks of its own: kind, Arabic, English, choices, (the place and answer it depends on)
Asked = tuple[str, str, str, str, tuple[int, str] | None]
QUESTIONS: dict[str, list[Asked]] = {
    "rent": [
        ("number", "كم عدد الأشهر المتأخرة؟", "How many months are late?", "", None),
        ("yes_no", "هل صدر حكم بالإخلاء؟", "Is there an eviction order?", "", None),
        ("date", "تاريخ الحكم", "Day of the order", "", (2, "yes")),
    ],
    "study-support": [
        ("choice", "المرحلة الدراسية", "Stage of study", "ابتدائي | Primary\nمتوسط | Intermediate\nثانوي | Secondary\nجامعي | University", None),
        ("text", "اسم المدرسة أو الجامعة", "School or university", "", None),
    ],
    "home-repair": [
        ("several", "ما الذي يحتاج إلى إصلاح؟", "What needs repair?", "السقف | Roof\nالكهرباء | Electricity\nالسباكة | Plumbing\nدورات المياه | Bathrooms", None),
        ("yes_no", "هل السكن آمن للمبيت الآن؟", "Is the home safe to sleep in now?", "", None),
        ("text", "أين تبيت الأسرة الآن؟", "Where does the family sleep now?", "", (2, "no")),
    ],
    "electric-bill": [("number", "قيمة الفاتورة بالريال", "Amount of the bill", "", None)],
    "heritage-grant": [("text", "ما الحرفة؟", "Which craft?", "", None), ("number", "سنوات الخبرة", "Years of experience", "", None)],
    "water-tank": [("choice", "سعة الخزان المناسبة", "Size of the tank", "1000 لتر | 1000 litres\n2000 لتر | 2000 litres", None)],
    "treatment": [("text", "اسم المستشفى", "Hospital", "", None), ("date", "موعد العلاج", "Day of the treatment", "", None)],
}  # fmt: skip
# a document that is asked for only after an answer: the question's place, its answer, the document
ONLY_IF = {"rent": (2, "yes", "صورة حكم الإخلاء", "Copy of the eviction order")}


def write(service: Service, about: tuple[str, str], lines: list[dict[str, Any]]) -> None:
    """The terms of a service in force since the beginning."""
    terms, categories, conditions = TERMS[service.code]
    figures = {name: Decimal(value) if isinstance(value, int) else value for name, value in terms.items()}
    version = service.versions.create(
        association=service.association,
        number=1,
        about_ar=about[0],
        about_en=about[1],
        changed_at=timezone.now(),
        **{"amount_rule": "studied" if service.is_in_money else "in_kind", **figures},
    )
    for name in categories:
        version.served.create(category=_category(service.association, name))
    for place, condition in enumerate(conditions):
        version.conditions.create(**_columns(service.association, condition), position=place)
    for place, line in enumerate(lines):
        version.checklist_items.create(**line, position=place)
    _ask(version, service.code)
    ServiceVersion.objects.filter(pk=version.pk).update(in_force_from=SINCE)


def _ask(version: ServiceVersion, code: str) -> None:
    """The service's own questions; none is needed, so that the demo's earlier requests are whole."""
    made: list[Any] = []
    for place, (kind, arabic, english, choices, after) in enumerate(QUESTIONS.get(code, ())):
        depends = {"depends_on": made[after[0] - 1], "depends_value": after[1]} if after else {}
        texts = {"text_ar": arabic, "text_en": english, "choices": choices, "is_required": False}
        made.append(version.questions.create(kind=kind, position=place, **texts, **depends))
    if code in ONLY_IF:
        question, answer, arabic, english = ONLY_IF[code]
        item = version.checklist_items.create(name_ar=arabic, name_en=english, position=9)
        AskedIf.objects.create(item=item, question=made[question - 1], answer=answer)


def _category(association: Association, name: str) -> Any:
    return association.categories.get_or_create(name_ar=name, defaults={"name_en": dict(CATEGORIES)[name]})[0]


def _columns(association: Association, row: Row) -> dict[str, Any]:
    kind, operator, low, high, chosen, points = row
    is_document = kind == "document"
    return {
        "kind": kind,
        "operator": operator,
        "low": low,
        "high": high,
        "choices": "" if is_document else chosen,
        "document_kind": association.document_kinds.get(name_ar=chosen) if is_document else None,
        "points": points,
    }


def _answer(association: Association, members: dict[str, Membership]) -> None:
    """The desk wrote what the person of an incomplete request said to the service's questions."""
    asked = association.support_requests.filter(status="incomplete", service_version__questions__isnull=False)
    case = asked.order_by("pk").first()
    if case is None:
        return
    said: dict[int, str | list[str]] = {}
    for question in case.service_version.questions.all():
        values = [option.value for option in question.options]
        plain = {"number": "3", "text": "بيت الجد في الحي نفسه", "date": timezone.localdate().isoformat()}
        said[question.pk] = values[:2] if question.kind == "several" else plain.get(question.kind) or values[-1]
    actions.answer_questions(case, by=members["desk"], replies=said)


def tell(association: Association, members: dict[str, Membership]) -> None:
    """A second version of one service comes in force in a week; of another the next is being written."""
    _answer(association, members)
    first, second = association.services.order_by("pk")[:2]
    by = members["admin"]
    draft = actions.catalogue.begin_terms(first, by=by)
    line = {"name_ar": "إقرار بعدم الاستفادة من جهة أخرى", "name_en": "Statement of no other help", "months": 3}
    actions.catalogue.write_row(draft, "checklist_items", by=by, values={**line, "is_mandatory": False})
    draft.refresh_from_db()
    actions.catalogue.put_in_force(draft, by=by, from_on=timezone.localdate() + timedelta(days=7))
    draft = actions.catalogue.begin_terms(second, by=by)
    income = draft.conditions.filter(kind="income").first()
    if income is not None:
        income.high += 300
        income.save(update_fields=["high"])
