"""The questions every association begins with, in words of our own, and their questionnaires (S1–S4, B8)."""

from __future__ import annotations

from .enums import Kind, Scale

OVERALL = "overall"
# code, scale, Arabic, English, options as (Arabic, English)
QUESTIONS: tuple[tuple[str, Scale, str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        OVERALL,
        Scale.FIVE,
        "بوجه عام، ما مدى رضاك عن تعامل الجمعية معك؟",
        "On the whole, how satisfied are you with how the association dealt with you?",
        (),
    ),
    (
        "welcome",
        Scale.FIVE,
        "ما مدى رضاك عن حسن الاستقبال وحفظ الخصوصية؟",
        "How satisfied are you with the welcome and the privacy you were given?",
        (),
    ),
    (
        "clarity",
        Scale.FIVE,
        "ما مدى رضاك عن وضوح الخطوات والمستندات المطلوبة؟",
        "How satisfied are you with how clear the steps and papers were?",
        (),
    ),
    (
        "waiting",
        Scale.FIVE,
        "ما مدى رضاك عن المدة التي مضت حتى وصل الرد؟",
        "How satisfied are you with the time until the answer came?",
        (),
    ),
    (
        "reasons",
        Scale.YES_NO,
        "هل كان سبب القرار واضحًا لك؟",
        "Was the reason of the decision clear to you?",
        (),
    ),
    (
        "recommend",
        Scale.ZERO_TO_TEN,
        "إلى أي حد تنصح غيرك باللجوء إلى الجمعية عند الحاجة؟ (0 لا أنصح، 10 أنصح بشدة)",
        "How far would you advise others to turn to the association? (0 not at all, 10 strongly)",
        (),
    ),
    (
        "means",
        Scale.CHOICE,
        "ما أنسب وسيلة تصلك بها أخبار طلبك؟",
        "By which means would you best hear of your request?",
        (
            ("رسالة نصية", "Text message"),
            ("مكالمة هاتفية", "Phone call"),
            ("بريد إلكتروني", "E-mail"),
            ("زيارة المكتب", "A visit to the office"),
        ),
    ),
    (
        "met_need",
        Scale.YES_NO,
        "هل لبّت الخدمة الحاجة التي طُلبت من أجلها؟",
        "Did the service meet the need it was asked for?",
        (),
    ),
    (
        "place",
        Scale.FIVE,
        "ما مدى رضاك عن تهيئة المكان وسهولة الوصول إليه؟",
        "How satisfied are you with the place and how easy it is to reach?",
        (),
    ),
    (
        "improve",
        Scale.TEXT,
        "ما أول ما تقترح تحسينه؟",
        "What should be improved first?",
        (),
    ),
)
QUESTIONNAIRES: dict[Kind, tuple[str, ...]] = {
    Kind.AFTER_SERVICE: (OVERALL, "welcome", "clarity", "waiting", "reasons", "improve"),
    Kind.PERIODIC: (OVERALL, "welcome", "clarity", "waiting", "recommend", "means", "improve"),
    Kind.FIELD_SURVEY: (OVERALL, "met_need", "waiting", "recommend", "improve"),
    Kind.SUPERVISORY_VISIT: (OVERALL, "place", "welcome", "improve"),
    Kind.INTERVIEW: (OVERALL, "met_need", "clarity", "recommend", "improve"),
}
