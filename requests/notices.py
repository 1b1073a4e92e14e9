"""Which moves of a support request tell the applicant, and with which words' values: by the means agreed (R8).

Called inside the verb's transaction, after the move. Values hold references, days, names of papers and the outcome:
never an amount or a number of an ID. Of reasons only those written for the person: of an extension or a delay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from associations.enums import Bound
from associations.models import Association
from associations.promises import rule_row
from beneficiaries.telling import wants
from correspondence.models import Audience, Means, Notice
from correspondence.models.notice import BY_MACHINE
from correspondence.notices.actions import Person, notify
from correspondence.notices.events import NoticeEvent
from correspondence.notices.wording import day_in_short, phrase, promise_in_short

from .enums import Outcome, Status
from .granting import granted
from .models import ChecklistEntry, RequestDraft, SupportRequest

LANGUAGE = "ar"  # of what is not told to one person of a file


def _tell(
    support_request: SupportRequest, event: str, values: Mapping[str, str], *, means: str = "", again: str = ""
) -> Notice | None:
    """One notice for this event at this version of the request, or for each ``again`` where no version changes.

    None of a kind that the person does not want.
    """
    beneficiary = support_request.beneficiary
    if not wants(beneficiary, event):
        return None
    person = Person(
        means=means or support_request.agreed_means,
        mobile=beneficiary.mobile,
        email=beneficiary.email,
        name=beneficiary.full_name,
        language=beneficiary.language,
    )
    return notify(
        support_request.association,
        to=person,
        event=event,
        key=f"{event}:{support_request.reference}:{again or support_request.version}",
        values=values,
        about=support_request.reference,
    )


def at_home(association: Association, words: str, *, language: str = LANGUAGE) -> str:
    """A sentence that leads to the person's own pages, where the installation knows its public address."""
    if not settings.PUBLIC_ADDRESS:
        return ""
    path = reverse("online:my", args=[association.slug])
    return phrase(words, language=language).replace("{address}", settings.PUBLIC_ADDRESS.rstrip("/") + path)


def tell_received(support_request: SupportRequest) -> None:
    """Asked for online: the number and the promise, by message, since nobody handed over a paper."""
    rule = rule_row(support_request.policy_version, support_request.CASE_KIND)
    promise = promise_in_short(
        support_request.due_on,
        support_request.answer_expected_from,
        language=support_request.beneficiary.language,
        is_running=rule is None or rule.bound == Bound.NONE,
    )
    means = support_request.agreed_means if support_request.agreed_means in BY_MACHINE else Means.SMS
    values = {"reference": support_request.reference, "promise": promise}
    _tell(support_request, NoticeEvent.REQUEST_RECEIVED, values, means=means)


def tell_complete(support_request: SupportRequest) -> None:
    """Taken in as complete: by which day the answer comes."""
    language = support_request.beneficiary.language
    promise = promise_in_short(support_request.due_on, support_request.answer_expected_from, language=language)
    _tell(support_request, NoticeEvent.REQUEST_COMPLETE, {"reference": support_request.reference, "promise": promise})


def tell_returned(support_request: SupportRequest, papers: Sequence[ChecklistEntry], *, again: str = "") -> None:
    """Returned, or a paper sent online does not do: which are missing, or that we like to hear from the person."""
    language = support_request.beneficiary.language
    with translation.override(language):
        names = [entry.item.name for entry in papers] or [phrase("clarification", language=language)]
    missing = phrase("joint", language=language).join(names)
    where = at_home(support_request.association, "send_online", language=language) if papers else ""
    values = {"reference": support_request.reference, "missing": missing, "where": where}
    _tell(support_request, NoticeEvent.REQUEST_RETURNED, values, again=again)


def tell_answer(support_request: SupportRequest, means: str, *, again: str) -> Notice:
    """The answer by message is the telling itself; ``again`` names the attempt. Nobody can refuse this one."""
    with translation.override(support_request.beneficiary.language):
        stands = granted(support_request)
        outcome = str(Outcome(stands.outcome).label) if stands else ""
    values = {"reference": support_request.reference, "outcome": outcome}
    notice = _tell(support_request, NoticeEvent.DECIDED_ANSWER, values, means=means, again=again)
    assert notice is not None  # an answer due is never optional
    return notice


def tell_rating(support_request: SupportRequest, link: str) -> None:
    """Closed: the one-use link by which the person rates the service (B8)."""
    if support_request.agreed_means in BY_MACHINE:
        _tell(support_request, NoticeEvent.RATING_LINK, {"link": link})


def draft_key(draft: RequestDraft) -> str:
    """One telling for each time the draft is left alone: touching it begins anew."""
    return f"draft:{draft.uid}:{int(draft.changed_at.timestamp())}"


def tell_draft_waits(draft: RequestDraft, *, gone_on: date) -> None:
    """A saved request was left alone: until when it waits. Always by message: it came from a phone."""
    with translation.override(LANGUAGE):
        service, day = draft.service.name, day_in_short(gone_on)
    notify(
        draft.association,
        to=Person(means=Means.SMS, mobile=draft.beneficiary.mobile, language=LANGUAGE),
        event=NoticeEvent.DRAFT_WAITS,
        key=draft_key(draft),
        values={"service": service, "day": day, "where": at_home(draft.association, "go_on_online")},
    )


def _day(support_request: SupportRequest, day: date) -> str:
    """A day in the person's language."""
    with translation.override(support_request.beneficiary.language):
        return day_in_short(day)


def tell_moved(support_request: SupportRequest, *, reason: str) -> None:
    """The last day was moved by an extension or its taking back: the reason and the day that holds now."""
    day = _day(support_request, support_request.due_on) if support_request.due_on else ""
    values = {"reference": support_request.reference, "reason": reason, "day": day}
    _tell(support_request, NoticeEvent.PROMISE_MOVED, values)


def tell_delay(support_request: SupportRequest, *, reason: str, expected_on: date) -> None:
    """The answer is late: why, and when it comes."""
    values = {"reference": support_request.reference, "reason": reason, "day": _day(support_request, expected_on)}
    _tell(support_request, NoticeEvent.ANSWER_DELAYED, values)


def tell_late(support_request: SupportRequest) -> None:
    """The last day came and nothing is decided: where the request is. Once for each last day."""
    due_on = support_request.due_on
    at_body = support_request.status == Status.AWAITING_DECISION
    stage = phrase("stage_body" if at_body else "stage_study", language=support_request.beneficiary.language)
    values = {"reference": support_request.reference, "stage": stage, "day": _day(support_request, due_on)}
    _tell(support_request, NoticeEvent.ANSWER_LATE, values, again=f"late-{due_on:%Y%m%d}")


def warn_staff(support_request: SupportRequest, user: Any, *, days_before: int) -> None:
    """A staff member hears by e-mail of a last day that comes; the names of people stay in the portal."""
    _warn(support_request, support_request.service, user, days_before=days_before)


def warn_of_objection(objection: Any, user: Any, *, days_before: int) -> None:
    """The same of an objection."""
    _warn(objection, objection.support_request.service, user, days_before=days_before)


def _warn(case: Any, service: Any, user: Any, *, days_before: int) -> None:
    with translation.override(LANGUAGE):
        name, day = service.name, day_in_short(case.due_on)
    notify(
        case.association,
        to=Person(means=Means.EMAIL, email=user.email, name=user.name, language=LANGUAGE, audience=Audience.STAFF),
        event=NoticeEvent.STAFF_WARNED,
        key=f"warned:{case.reference}:{case.due_on:%Y%m%d}:{days_before}:{user.pk}",
        values={"reference": case.reference, "service": name, "day": day},
        about=case.reference,
    )


def warn_of_pause(support_request: SupportRequest, user: Any, *, again: str) -> None:
    """A staff member hears by e-mail of a clock that stands still longer than the policy lets it."""
    with translation.override(LANGUAGE):
        service = support_request.service.name
    notify(
        support_request.association,
        to=Person(means=Means.EMAIL, email=user.email, name=user.name, language=LANGUAGE, audience=Audience.STAFF),
        event=NoticeEvent.PAUSED_TOO_LONG,
        key=f"paused:{support_request.reference}:{again}:{user.pk}",
        values={"reference": support_request.reference, "service": service},
        about=support_request.reference,
    )


def tell_objection_received(objection: Any) -> None:
    """Taken in: its number, and by which day the answer comes."""
    case = objection.support_request
    promise = promise_in_short(
        objection.due_on, objection.answer_expected_from, language=case.beneficiary.language, is_running=True
    )
    values = {"reference": objection.reference, "promise": promise}
    _tell(case, NoticeEvent.OBJECTION_RECEIVED, values, again=objection.reference)


def tell_objection_late(objection: Any) -> None:
    """The last day of an objection's answer came and nothing is decided. Once for each last day."""
    case, day = objection.support_request, objection.due_on
    stage = phrase("stage_objection", language=case.beneficiary.language)
    values = {"reference": objection.reference, "stage": stage, "day": _day(case, day)}
    _tell(case, NoticeEvent.ANSWER_LATE, values, again=f"late-{objection.reference}-{day:%Y%m%d}")


def tell_objection_answered(objection: Any, means: str, *, again: str) -> Notice:
    """The answer to an objection by message is the telling itself, as ``tell_answer`` is of a request."""
    case = objection.support_request
    with translation.override(case.beneficiary.language):
        outcome = str(objection.ruling.get_outcome_display())
    values = {"reference": objection.reference, "outcome": outcome}
    notice = _tell(case, NoticeEvent.OBJECTION_ANSWERED, values, means=means, again=f"{objection.reference}-{again}")
    assert notice is not None  # an answer due is never optional
    return notice


def tell_urgent_given(support_request: SupportRequest) -> None:
    """Help was given at once; the body looks at the request all the same."""
    _tell(support_request, NoticeEvent.URGENT_GIVEN, {"reference": support_request.reference}, again="urgent")


def tell_urgent_recovered(support_request: SupportRequest) -> None:
    """The body reversed it and what was given is to come back: somebody gets in touch."""
    _tell(support_request, NoticeEvent.URGENT_REVERSED, {"reference": support_request.reference}, again="urgent")


def tell_instalments(association: Association, user: Any, *, day: date, count: int, is_late: bool) -> None:
    """A staff member hears by e-mail how many instalments are due on a day, or are late since; of nobody's name."""
    with translation.override(LANGUAGE):
        words = day_in_short(day)
    notify(
        association,
        to=Person(means=Means.EMAIL, email=user.email, name=user.name, language=LANGUAGE, audience=Audience.STAFF),
        event=NoticeEvent.INSTALMENTS_DUE,
        key=f"instalments:{day:%Y%m%d}:{'late' if is_late else 'due'}:{user.pk}",
        values={"day": words, "count": str(count), "late": phrase("are_late", language=LANGUAGE) if is_late else ""},
    )


def tell_end(support_request: SupportRequest, *, on: date) -> None:
    """The support of this request ends on a day, and how it is asked for anew."""
    language = support_request.beneficiary.language
    with translation.override(language):
        service = support_request.service.name
    where = at_home(support_request.association, "renew_online", language=language)
    values = {"reference": support_request.reference, "service": service, "where": where}
    values["day"] = _day(support_request, on)
    _tell(support_request, NoticeEvent.SUPPORT_ENDS, values, again=f"ends-{on:%Y%m%d}")
