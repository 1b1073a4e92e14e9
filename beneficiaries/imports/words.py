"""The words that sheets write for the fixed choices of a file, in either language and the spellings in use."""

from __future__ import annotations

from functools import cache

from babel import Locale
from django.conf import settings
from django.db.models import TextChoices
from django.utils import translation

from core.names import fold

from ..enums import ContactMeans, Employment, Housing, Language, MaritalStatus, Sex

_ALSO: dict[type[TextChoices], dict[str, str]] = {
    Sex: {"male": "ذكر|رجل|m|man", "female": "أنثى|انثي|امرأة|f|woman"},
    ContactMeans: {
        "sms": "رسالة نصية|رسائل نصية|رسالة|رسائل|واتساب|sms|text|whatsapp",
        "phone": "اتصال|اتصال هاتفي|مكالمة|مكالمة هاتفية|هاتف|جوال|call|phone",
        "email": "بريد إلكتروني|البريد الإلكتروني|بريد|إيميل|email|mail",
        "letter": "خطاب|خطاب رسمي|رسالة بريدية|letter|post",
        "in_person": "حضوري|حضور|شخصيا|في المقر|زيارة|in person|visit",
    },
    MaritalStatus: {
        "single": "أعزب|عزباء|عازب|عازبة|لم يتزوج|لم تتزوج|single",
        "married": "متزوج|متزوجة|married",
        "divorced": "مطلق|مطلقة|divorced",
        "widowed": "أرمل|أرملة|widow|widower|widowed",
        "abandoned": "مهجورة|معلقة|مهجور|abandoned",
    },
    Employment: {
        "employed": "موظف|موظفة|يعمل|تعمل|عامل|employed|working",
        "self_employed": "عمل حر|أعمال حرة|صاحب عمل|تاجر|self employed|business",
        "looking": "عاطل|عاطلة|عاطل عن العمل|باحث عن عمل|باحثة عن عمل|لا يعمل|لا تعمل|unemployed",
        "retired": "متقاعد|متقاعدة|retired",
        "student": "طالب|طالبة|student",
        "home": "ربة منزل|ربة بيت|housewife",
        "unable": "عاجز|عاجزة|غير قادر|غير قادرة|عاجز عن العمل|unable",
    },
    Housing: {
        "owned": "ملك|مملوك|تمليك|owned|own",
        "rented": "إيجار|مستأجر|أجار|rent|rented",
        "family": "مع الأسرة|مع العائلة|سكن عائلي|مع الأهل|مع الأقارب|family",
        "charity": "إسكان خيري|سكن خيري|وقف|charity",
        "employer": "سكن عمل|من جهة العمل|employer",
        "none": "بدون|لا يوجد|بلا سكن|none",
    },
    Language: {"ar": "عربي|العربية|ar|arabic", "en": "إنجليزي|الإنجليزية|انجليزي|en|english"},
}
_PEOPLES = {
    "SA": "سعودي|سعودية|saudi",
    "YE": "يمني|يمنية|yemeni",
    "EG": "مصري|مصرية|egyptian",
    "SY": "سوري|سورية|syrian",
    "SD": "سوداني|سودانية|sudanese",
    "JO": "أردني|أردنية|jordanian",
    "PS": "فلسطيني|فلسطينية|فلسطين|palestinian|palestine",
    "LB": "لبناني|لبنانية|lebanese",
    "IQ": "عراقي|عراقية|iraqi",
    "KW": "كويتي|كويتية|kuwaiti",
    "BH": "بحريني|بحرينية|bahraini",
    "QA": "قطري|قطرية|qatari",
    "AE": "إماراتي|إماراتية|الإمارات|emirati|uae",
    "OM": "عماني|عمانية|omani",
    "MA": "مغربي|مغربية|moroccan",
    "TN": "تونسي|تونسية|tunisian",
    "DZ": "جزائري|جزائرية|algerian",
    "LY": "ليبي|ليبية|libyan",
    "SO": "صومالي|صومالية|somali",
    "ER": "إريتري|إريترية|eritrean",
    "ET": "إثيوبي|إثيوبية|حبشي|ethiopian",
    "TD": "تشادي|تشادية|chadian",
    "NG": "نيجيري|نيجيرية|nigerian",
    "NE": "نيجري|نيجرية",
    "ML": "مالي|مالية|malian",
    "MM": "بورمي|بورمية|بورما|ميانماري|burmese",
    "PK": "باكستاني|باكستانية|pakistani",
    "IN": "هندي|هندية|indian",
    "BD": "بنجلاديشي|بنغلاديشي|بنجلادشي|bangladeshi",
    "AF": "أفغاني|أفغانية|afghan",
    "ID": "إندونيسي|إندونيسية|indonesian",
    "PH": "فلبيني|فلبينية|filipino",
}


@cache
def words_of(choices: type[TextChoices]) -> dict[str, str]:
    """Value by folded word: the labels in both languages and what people write beside them."""
    found = {fold(way): value for value, ways in _ALSO[choices].items() for way in ways.split("|")}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.update((fold(str(label)), value) for value, label in choices.choices)
    return {**found, **{value: value for value in choices.values}}


@cache
def nationalities() -> dict[str, str]:
    """Code by folded word: countries in both languages, their peoples, and the codes themselves."""
    found = {fold(way): code for code, ways in _PEOPLES.items() for way in ways.split("|")}
    for language, _name in settings.LANGUAGES:
        territories = Locale(language).territories
        found.update({fold(name): code for code, name in territories.items() if len(code) == 2 and code.isalpha()})
    codes = {str(code).lower(): str(code) for code in Locale("en").territories if str(code).isalpha()}
    return {**codes, **found}
