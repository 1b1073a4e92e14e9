"""What people brought to each association besides requests: complaints, inquiries, help, suggestions in every state.

Told by the same verbs that people use, at moments of the past; one is anonymous, one is about a member of staff,
and where the policy promises an answer to inquiries one is late.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Membership
from associations.enums import Channel
from associations.models import Association
from beneficiaries.models import Beneficiary
from complaints import actions
from complaints.enums import Finding, Kind, Means
from complaints.models import Complaint

from .story import clock_at

CATEGORIES = (
    ("أعضاء الجمعية العمومية", "Members of the general assembly"),
    ("الأسر والأفراد", "Families and persons"),
)
FIELDS = (("المساعدات", "Aid"), ("الخدمات والمواعيد", "Services and appointments"))
# days ago, kind, channel, words, wish, then each step with the days after the one before
Script = tuple[int, str, str, str, str, str]
SCRIPTS: tuple[Script, ...] = (
    (46, Kind.COMPLAINT, Channel.PHONE, "اتصلت ثلاث مرات عن موعد التسليم، ولم يرد أحد.", "أن يُعرف من يرد.",
     "take:1 decide:4 tell:1 confirm:2"),
    (40, Kind.COMPLAINT, Channel.WEBSITE, "سُلِّم لي الجهاز وفيه عطل، ولم يُبدَّل.", "تبديل الجهاز.",
     "take:2 decide:6 tell:1 attempt:3 attempt:2 attempt:4 close:1"),
    (33, Kind.COMPLAINT, Channel.LETTER, "طُلبت مني أوراق سبق أن قدمتها.", "ألا تُطلب مرة أخرى.",
     "take:1 decide:3 tell:1 confirm:1 reopen:3"),
    (21, Kind.COMPLAINT, Channel.WEBSITE, "انتظرت ساعتين، ثم قيل لي إن الموظف انصرف.", "", "take:2 write:1 decide:5"),
    (12, Kind.COMPLAINT, Channel.FAX, "لم يصلني جواب على خطابي السابق.", "جواب مكتوب.", "take:2 write:1"),
    (5, Kind.COMPLAINT, Channel.WEBSITE, "اللوحة على الباب تذكر وقتا غير الوقت الفعلي.", "", ""),
    (26, Kind.INQUIRY, Channel.PHONE, "ما شروط الاستفادة من خدماتكم هذا العام؟", "", "answer:3 confirm:1"),
    (19, Kind.INQUIRY, Channel.WEBSITE, "قدمت طلبي قبل مدة، فمتى يصلني الجواب؟", "", ""),
    (9, Kind.INQUIRY, Channel.INTERVIEW, "هل تقبلون صورة الهوية بدل الأصل؟", "", "answer:1"),
    (3, Kind.INQUIRY, Channel.WEBSITE, "هل يمكن أن يحضر أخي نيابة عني؟", "", ""),
    (7, Kind.HELP, Channel.WEBSITE, "لا تصلني الرسائل النصية على جوالي الجديد.", "", "answer:1"),
    (2, Kind.HELP, Channel.PHONE, "لا يفتح رابط الموقع من جوالي.", "", ""),
    (30, Kind.SUGGESTION, Channel.WEBSITE, "أقترح تنبيها قبل الموعد بيوم.", "", "adopt:6 confirm:1"),
    (6, Kind.SUGGESTION, Channel.WEBSITE, "أقترح موقفا مخصصا لكبار السن.", "", ""),
)  # fmt: skip
ANSWERS = {
    Kind.INQUIRY: "نعم، وتجد التفصيل في صفحة الخدمات، ونحن في خدمتك.",
    Kind.HELP: "حُدِّث رقمك لدينا، وأُرسلت رسالة للتجربة.",
    Kind.SUGGESTION: "اقتراح في محله، وسنبدأ به من الشهر القادم.",
}


class Teller:
    """Plays the scripts of one association."""

    def __init__(self, association: Association, members: dict[str, Membership]) -> None:
        self.association, self.members = association, members
        named = bool(association.policy_in_force().follow_up_body_ar)
        self.handler = members["followup"] if named else members["manager"]
        self.channels = {row.channel for row in association.policy_in_force().channels.all()}

    def tell(self, person: Beneficiary, script: Script) -> None:
        """One case from its receipt to where the script leaves it; each verb at its own moment."""
        days, kind, channel, words, wish, steps = script
        moment = timezone.now() - timedelta(days=days, hours=2)
        with clock_at(moment):
            case = self.receive(person, kind, channel, account=words, wish=wish)
        for step in steps.split():
            verb, _colon, gap = step.partition(":")
            moment = min(moment + timedelta(days=int(gap)), timezone.now())
            with clock_at(moment):
                getattr(self, f"do_{verb}")(self.association.complaints.for_pages().get(pk=case.pk))

    def receive(self, person: Beneficiary, kind: str, channel: str, **words: Any) -> Complaint:
        """Online by the person, else written down at the desk."""
        by = None if channel == Channel.WEBSITE else self.members["desk"]
        case, _code = actions.receive(
            self.association,
            by=by,
            kind=kind,
            channel=channel if channel in self.channels else Channel.WEBSITE,
            is_anonymous=False,
            person_name=person.full_name,
            mobile=person.mobile,
            agreed_means=Means.SMS,
            beneficiary=person if by else None,
            **words,
        )
        return case

    def owner(self, case: Complaint) -> Membership:
        return case.owner or (self.handler if case.kind == Kind.COMPLAINT else self.members["officer"])

    def do_take(self, case: Complaint) -> None:
        actions.take(case, by=self.handler)

    def do_write(self, case: Complaint) -> None:
        actions.write(case, by=self.owner(case), text="في أي يوم كان ذلك؟ ومن استقبلك؟")
        actions.write(case, by=None, text="كان يوم الأحد الماضي قبل الظهر.")

    def do_decide(self, case: Complaint) -> None:
        actions.decide(
            case,
            by=self.owner(case),
            finding=Finding.UPHELD,
            reasons="رجعنا إلى السجل، ووجدنا الأمر كما ذكرت.",
            apology="نعتذر منك عما حصل.",
            putting_right="يتصل بك الموظف المختص هذا الأسبوع وينهي الموضوع.",
            service_change="يُراجَع سجل الاتصالات يوميا.",
        )

    def do_tell(self, case: Complaint) -> None:
        actions.give_answer(case, by=self.owner(case), means=case.agreed_means)

    def do_answer(self, case: Complaint) -> None:
        actions.answer_now(
            case,
            by=self.owner(case),
            finding=Finding.ANSWERED,
            text=ANSWERS[Kind(case.kind)],
            means=case.agreed_means,
        )

    def do_adopt(self, case: Complaint) -> None:
        words = ANSWERS[Kind.SUGGESTION]
        actions.answer_now(case, by=self.owner(case), finding=Finding.ADOPTED, text=words, means=case.agreed_means)

    def do_attempt(self, case: Complaint) -> None:
        actions.record_attempt(case, by=self.owner(case), means=Means.PHONE, note="رن الجوال ولم يُجَب.")

    def do_close(self, case: Complaint) -> None:
        actions.close_unreached(case, by=self.owner(case))

    def do_confirm(self, case: Complaint) -> None:
        actions.confirm(case, by=None)

    def do_reopen(self, case: Complaint) -> None:
        actions.reopen(case, by=None, reason="طُلبت الأوراق نفسها مرة أخرى أمس.")


def _routing(association: Association, members: dict[str, Membership]) -> None:
    """Categories, fields, and the officer of all of them (K4)."""
    for position, (name_ar, name_en) in enumerate(CATEGORIES):
        association.beneficiary_categories.create(name_ar=name_ar, name_en=name_en, position=position)
    for position, (name_ar, name_en) in enumerate(FIELDS):
        association.fields_of_work.create(name_ar=name_ar, name_en=name_en, position=position)
    if association.policy_in_force().has_contact_officers:
        actions.appoint(association, by=members["manager"], member=members["officer"])


def tell(association: Association, members: dict[str, Membership], people: list[Beneficiary], chance: Any) -> None:
    """Every script once, an anonymous complaint, one about a member of staff, and one answered on the spot."""
    if association.complaints.exists():
        return
    with clock_at(timezone.now() - timedelta(days=60)):
        _routing(association, members)
    teller = Teller(association, members)
    for script, person in zip(SCRIPTS, chance.sample(people, len(SCRIPTS)), strict=True):
        teller.tell(person, script)
    told: list[tuple[int, str, list[Membership]]] = [
        (8, "يُقدَّم بعض الناس على بعض في الصالة، وأخشى أن أذكر اسمي.", []),
        (4, "طلب مني الموظف أن أكلمه خارج الدوام لأجل معاملتي.", [members["researcher"]]),
    ]
    for days, words, subjects in told:
        with clock_at(timezone.now() - timedelta(days=days)):
            actions.receive(
                association,
                by=None,
                kind=Kind.COMPLAINT,
                channel=Channel.WEBSITE,
                account=words,
                is_anonymous=True,
                subjects=subjects,
            )
    with clock_at(timezone.now() - timedelta(days=1)):
        actions.answer_on_the_spot(
            association,
            by=members["desk"],
            channel=Channel.INTERVIEW,
            question="أين قاعة الانتظار؟",
            answer="في الدور الأول، يمين المدخل.",
        )
