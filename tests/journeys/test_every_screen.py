"""Every page of every role, in both languages, on a phone and a desk, as it is and as it refuses: nothing is wrong.

Nothing wrong: no violation of WCAG 2.2 AA in either pass, nothing wider than the window, nothing in the console, no
undefined variable. An address of an association that is missing from the table below fails the last test.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from associations.models import Association
from correspondence.models import LetterKind
from reception.enums import VisitStatus
from requests.enums import Status

from . import service_screens
from .accessibility import goes_sideways, problems
from .looking import refused, wrong
from .pages import Portal
from .screens import (
    SLUG,
    Screen,
    address,
    case_screens,
    harm_screens,
    member_screens,
    names_of_an_association,
    request_screens,
)

WITH_STORY = True
pytestmark = pytest.mark.screens
# By account of the demo (its first word); the desk has so many that they are looked at in two parts.
SCREENS: dict[str, list[Screen]] = {
    "": [
        Screen("account_login", refuses=True),
        Screen("account_reset_password", refuses=True),
        Screen("account_reset_password_done"),
        Screen("account_inactive"),
        Screen("check:letter", "code"),
        Screen("check:letter", "no code"),
        Screen("contact:triage"),
        Screen("contact:complaint", refuses=True),
        Screen("contact:complaint", query="?about=decision", refuses=True),
        Screen("contact:suggestion", refuses=True),
        Screen("contact:objection"),
        Screen("contact:my_data"),
        Screen("contact:officers"),
        Screen("contact:track", refuses=True),
        Screen("survey:thanks"),
        Screen("gallery"),
        Screen("gallery", query="?errors"),
    ],
    "desk": [
        Screen("today"),
        Screen("beneficiaries:search"),
        Screen("beneficiaries:search", query="?q=ا"),
        Screen("beneficiaries:search", query="?q=زززز"),
        Screen("beneficiaries:register", refuses=True),
        Screen("beneficiaries:file", "file"),
        Screen("beneficiaries:correct", "file", refuses=True),
        Screen("beneficiaries:reveal", "file", refuses=True),
        Screen("beneficiaries:looks", "file"),
        Screen("beneficiaries:copy", "file", refuses=True),
        Screen("associations:texts"),
        Screen("support_requests:list"),
        Screen("support_requests:list", query="?queue=all"),
        Screen("support_requests:list", query="?queue=mine"),
        Screen("support_requests:list", query="?queue=all&status=closed&sort=oldest"),
        Screen("support_requests:list", query="?queue=all&service=gone"),
        Screen("support_requests:begin_batch", query="?verb=letters&which=all&list=queue%3Dall"),
        Screen("support_requests:batches"),
        Screen("accounts:sheets"),
        Screen("accounts:sheet", "sheet"),
        Screen("support_requests:batch", "batch"),
        Screen("accounts:saved_views", "list"),
        Screen("accounts:save_view", "list", query="?queue=all", refuses=True),
        Screen("accounts:change_view", "view", refuses=True),
        Screen("accounts:delete_view", "view"),
        Screen("correspondence:list"),
        Screen("correspondence:letter", LetterKind.RECEIPT),
        Screen("correspondence:letter", LetterKind.DECISION),
        Screen("associations:policy"),
        Screen("associations:documents"),
        Screen("accounts:sign_policy"),
        Screen("accounts:people"),  # refused: not among the desk's tasks
        Screen("support_requests:detail", "nothing"),  # not found
        Screen("account_change_password", refuses=True),
        Screen("account_logout"),
        Screen("mfa_index"),
        Screen("usersessions_list"),
    ],
    "desk at the counter": [
        Screen("reception:counter", refuses=True),
        Screen("reception:visits"),
        Screen("reception:visits", query="?queue=here"),
        Screen("reception:bring", "service"),
        *(Screen("reception:visit", f"visit {status}") for status in VisitStatus.values),
        Screen("reception:helps"),
        Screen("reception:helps", query="?queue=handled"),
        Screen("reception:inquiry", "visit being_served", refuses=True),
        Screen("reception:know", "visit waiting", refuses=True),
    ],
    "desk with a household": [
        Screen("beneficiaries:file", "household"),
        *(Screen("beneficiaries:edit_section", section) for section in ("person", "contact", "situation")),
        Screen("beneficiaries:household", "household"),
        Screen("beneficiaries:household", "file"),  # a person alone
        *member_screens("correct_member", "enter_income", "enter_obligation", "member_leaves"),
        *(
            Screen(f"beneficiaries:{name}", "household", refuses=True)
            for name in ("add_member", "split_household", "join_household", "enter_mandate")
        ),
        Screen("beneficiaries:change_head", "household"),
        Screen("beneficiaries:end_money", "income", refuses=True),
        Screen("beneficiaries:end_mandate", "mandate", refuses=True),
    ],
    "desk with documents": [
        Screen("beneficiaries:file", "documents"),
        Screen("beneficiaries:documents"),
        Screen("beneficiaries:documents", query="?queue=ended"),
        Screen("beneficiaries:choose_document", "documents"),
        Screen("beneficiaries:add_document", "new ID", refuses=True),
        Screen("beneficiaries:add_document", "new certificate", refuses=True),
        *(Screen("beneficiaries:document", which) for which in ("document", "replaced document", "removed document")),
        *(
            Screen(f"beneficiaries:{name}", "document", refuses=True)
            for name in ("replace_document", "add_copy", "remove_document")
        ),
    ],
    "desk with consents": [
        Screen("beneficiaries:consents", "consents"),
        Screen("beneficiaries:give_consent", "purpose", refuses=True),
        Screen("beneficiaries:changes"),
        Screen("beneficiaries:confirmations"),
        Screen("beneficiaries:confirm", "file"),
        Screen("beneficiaries:report_change", "file", refuses=True),
        Screen("beneficiaries:file", "changed"),
        Screen("beneficiaries:refuse_change", "report", refuses=True),
        Screen("support_requests:told", "not told", refuses=True),
        Screen("correspondence:letter", LetterKind.CONSENT),
    ],
    "researcher with changes": [
        Screen("beneficiaries:change", "report", refuses=True),
        Screen("beneficiaries:change", "decided report"),
    ],
    "desk with a request": [
        Screen("support_requests:create", "beneficiary", refuses=True),
        *request_screens(
            Status.INCOMPLETE, "detail", "eligibility", "questions", "missing", "receipt", "complete", refuses=False
        ),
        *request_screens(Status.INCOMPLETE, "correct", "checklist", "declaration", "withdraw"),
        *request_screens(Status.RETURNED, "detail", refuses=False),
        *request_screens(Status.DECIDED, "give_answer", "record_attempt"),
        *request_screens(Status.DECIDED, "send_answer", refuses=False),
        *request_screens(Status.ANSWERED, "object"),
        Screen("support_requests:objections"),
        Screen("support_requests:objections", query="?queue=all"),
        Screen("support_requests:objection", "objection received"),
        Screen("support_requests:objection", "objection answered"),
        Screen("support_requests:answer_objection", "objection decided", refuses=True),
        Screen("support_requests:send_objection_answer", "objection decided"),
        Screen("support_requests:objection_not_reached", "objection decided", refuses=True),
        Screen("support_requests:withdraw_objection", "objection received", refuses=True),
        *request_screens(Status.ANSWERED, "deliver"),
        *request_screens(Status.ANSWERED, "plan_delivery", "plan_monthly", refuses=False),
        *request_screens(Status.DELIVERED, "close", "detail", refuses=False),
        *request_screens(Status.CLOSED, "detail", refuses=False),
        Screen("surveys:rating_link", Status.CLOSED),
        *request_screens(Status.WITHDRAWN, "detail", refuses=False),
    ],
    "desk with urgent help": [
        Screen("urgent:list"),
        Screen("urgent:list", query="?queue=all"),
        Screen("support_requests:detail", "urgent awaits"),
        Screen("support_requests:detail", "urgent reversed"),
        Screen("support_requests:give_urgent", "urgent none", refuses=True),
    ],
    "chair with urgent help": [
        Screen("today"),
        Screen("support_requests:detail", "urgent awaits"),
        Screen("support_requests:ratify_urgent", "urgent awaits"),
        Screen("support_requests:reverse_urgent", "urgent awaits", refuses=True),
    ],
    "manager with urgent help": [
        Screen("urgent:officers"),
        Screen("urgent:name", refuses=True),
        Screen("urgent:end", "term", refuses=True),
        Screen("urgent:days"),
    ],
    "desk with payments": [
        Screen("deliveries:list"),
        Screen("deliveries:list", query="?queue=late"),
        Screen("deliveries:problems"),
        Screen("deliveries:problems", query="?queue=settled"),
        Screen("deliveries:calls"),
        Screen("deliveries:calls", query="?queue=called"),
        Screen("deliveries:ending"),
        Screen("support_requests:report_problem", "delivery with a problem", refuses=True),
        Screen("support_requests:settle_problem", "delivery with a problem", refuses=True),
        Screen("support_requests:hand_on_problem", "delivery with a problem", refuses=True),
        Screen("payments:list"),
        Screen("payments:new"),
        Screen("payments:detail", "run sent"),
        Screen("payments:settle", "run sent"),
        Screen("payments:cancel", "run drafted", refuses=True),
        Screen("payments:send", "run drafted"),
    ],
    "researcher": [
        Screen("support_requests:visit", "made visit"),
        Screen("support_requests:visit", "coming visit"),
        Screen("support_requests:report_visit", "coming visit"),
        Screen("support_requests:cancel_visit", "coming visit", refuses=True),
        *request_screens(Status.UNDER_STUDY, "plan_visit"),
        Screen("today"),
        Screen("beneficiaries:duplicates"),
        Screen("beneficiaries:duplicates", query="?queue=answered"),
        Screen("beneficiaries:file", "file registered twice"),
        Screen("beneficiaries:file", "file merged"),
        Screen("beneficiaries:pair", "pair open"),
        Screen("beneficiaries:pair", "pair different"),
        Screen("beneficiaries:pair", "pair merged"),
        Screen("beneficiaries:merge", "pair open", refuses=True),
        Screen("beneficiaries:tell_apart", "pair open", refuses=True),
        Screen("beneficiaries:reopen_pair", "pair different"),
        Screen("beneficiaries:undo_merge", "file merged"),
        Screen("beneficiaries:edit_section", "health"),
        *request_screens(Status.AWAITING_STUDY, "detail", "start_study", refuses=False),
        Screen("support_requests:load"),
        *request_screens(
            Status.UNDER_STUDY,
            "step_aside",
            "write_study",
            "recommend",
            "return_for_completion",
            "refer",
            "recall_referral",
        ),
    ],
    "chair": [
        Screen("today"),
        Screen("payments:detail", "run drafted"),
        Screen("payments:approve", "run drafted"),
        Screen("support_requests:load"),
        Screen("support_requests:areas"),
        *request_screens(Status.UNDER_STUDY, "assign"),
        *request_screens(Status.AWAITING_DECISION, "decide", "pause", "resume", "extend", "take_back", "tell_delay"),
    ],
    "member1": [
        Screen("today"),
        Screen("support_requests:study", Status.AWAITING_DECISION),
        *request_screens(Status.AWAITING_DECISION, "detail", refuses=False),
    ],
    "followup with harm": [
        Screen("compensation:list"),
        Screen("compensation:open", refuses=True),
        *harm_screens("detail"),
        *harm_screens("write_minutes", "record_ruling", "withdraw", refuses=True),
        *harm_screens("correct_minutes", "approve_minutes", "establish_basis"),
    ],
    "followup": [Screen("today"), Screen("complaints:list")],
    "followup with complaints": [
        *case_screens("complaint received", "detail", "take", refuses=False),
        *case_screens("complaint in_hand", "detail", refuses=False),
        *case_screens("complaint in_hand", "decide", "release"),
        *case_screens("complaint decided", "give_answer", refuses=False),
        *case_screens("complaint closed", "reopen"),
    ],
    "officer with inquiries": [
        *case_screens("inquiry received", "answer_now", "refer", "recall_referral"),
        *case_screens("inquiry answered", "detail", "confirm", "close_unreached", refuses=False),
        *case_screens("inquiry answered", "record_attempt", "write"),
    ],
    "manager with complaints": [
        Screen("complaints:list", query="?queue=all"),
        *case_screens("complaint received", "clear_subject", refuses=False),
        *case_screens("complaint received", "assign", "change_kind", "name_subject", "comment", "reissue_code"),
        Screen("complaints:officers"),
        Screen("reports:management"),
        Screen("notices:list"),
    ],
    "desk with a complaint": [
        Screen("complaints:receive", refuses=True),
        Screen("complaints:on_the_spot", refuses=True),
        Screen("notices:list"),
    ],
    "officer": [
        Screen("today"),
        Screen("surveys:overview"),
        Screen("surveys:results"),
        Screen("surveys:bank"),
        Screen("surveys:add_question", refuses=True),
        Screen("surveys:version", "interview"),
        Screen("surveys:enter", "interview", refuses=True),
        Screen("surveys:new_campaign", refuses=True),
        Screen("surveys:campaigns"),
        Screen("surveys:campaign", "campaign"),
    ],
    "manager": [
        Screen("home"),
        Screen("support_requests:decide_objection", "objection received", refuses=True),
        Screen("today"),
        Screen("accounts:people"),
        Screen("accounts:exports"),
        Screen("beneficiaries:all_looks"),
        Screen("beneficiaries:close", "file", refuses=True),
        Screen("beneficiaries:reopen", "file", refuses=True),
        Screen("beneficiaries:time_is_over"),
        Screen("beneficiaries:forget", "chosen", refuses=True),
        Screen("compensation:list"),
        Screen("compensation:detail", "paid harm"),
        Screen("correspondence:letter", LetterKind.SETTLEMENT),
        *harm_screens("reject", "offer", "accept", "sign", "pay", refuses=True),
        *harm_screens("issue_settlement", "close"),
    ],
    "admin with sheets": [
        Screen("beneficiaries:imports"),
        Screen("beneficiaries:import_begin", refuses=True),
        Screen("beneficiaries:import", "import columns"),
        Screen("beneficiaries:import", "import checked"),
        Screen("beneficiaries:import", "import done"),
        Screen(
            "beneficiaries:import_columns", "import columns", refuses=True, sent_by="main form .acts .btn:not(.quiet)"
        ),
        Screen("beneficiaries:import_start", "import checked", refuses=True),
        Screen("beneficiaries:import_undo", "import done"),
        Screen("beneficiaries:import_discard", "import checked"),
    ],
    "admin with services": [Screen(*row) for row in service_screens.SCREENS],
    "admin": [
        Screen("today"),
        Screen("payments:limits"),
        Screen("deliveries:rules"),
        Screen("associations:calendar", refuses=True),
        Screen("associations:documents", refuses=True),
        Screen("beneficiaries:document_kinds", refuses=True),
        Screen("beneficiaries:document_kind", "kind", refuses=True),
        Screen("associations:texts"),
        Screen("associations:amend_objections", refuses=True),
        Screen("support_requests:refusal_reasons", refuses=True),
        Screen("associations:write_text", "text", refuses=True),
        Screen("associations:publish_text", "text"),
    ],
}
# Not pages: a file, or something that only POST reaches.
NOT_SCREENS = {
    "correspondence:pdf",
    "accounts:sheet_file",
    "beneficiaries:looks_paper",
    "associations:document",
    "beneficiaries:document_copy",
    "associations:restore_day",
    "associations:discard_policy_draft",
    "associations:policy_next",  # once a draft is written: tests/associations/test_amending.py
    "beneficiaries:change_paper",
    "support_requests:visit_paper",  # for the printer
    "beneficiaries:consent_letter",
    "beneficiaries:say_no",
    "beneficiaries:signature",
    "complaints:end_term",
    "complaints:receipt",  # shown once, right after a case was taken in
    "support_requests:offer_reason",
    "accounts:open_with",
    "support_requests:stop_batch",
    "support_requests:batch_letters",
    "notices:again",
    "notices:done",
    "support_requests:paper",
    "services:begin",
    "services:remove",
    "payments:sheet",
    "support_requests:check_delivery",  # looks like a problem's page; to be called by another than the deliverer
    "support_requests:study_paper",
    "support_requests:visit_photo",
    "support_requests:give_opinion",  # asked of a researcher by name
    "support_requests:ask_opinion",  # offered to the chair while none waits
    "complaints:answer_referral",  # of the policies that name somebody, as the next
    "support_requests:answer_referral",  # of the policies that name somebody; looked at below
    *(f"reception:{name}" for name in ("help", "register", "take_up", "ask", "decline")),  # test_help_screens.py
    *(f"committees:{name}" for name in ("list", "body", "form", "seat", "end_seat")),  # test_session_screens.py
    *(f"proceedings:{name}" for name in ("list", "session", "convene", "defer", "recuse", "declare")),
    *(f"proceedings:{name}" for name in ("notes", "vote", "move", "cancel", "act")),
    *(f"reception:{name}" for name in ("serve", "take_over", "put_back", "finish", "leave")),
    "beneficiaries:import_empty",
    "beneficiaries:import_rows",
    "beneficiaries:import_stop",  # while the background work goes on; looks like the discarding
}


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("who", SCREENS, ids=lambda who: who or "nobody")
def test_nothing_is_wrong_with_any_screen_of(visitors: Any, who: str, language: str) -> None:
    visitor = visitors(language=language)
    if who:
        visitor.is_known_as(who.split()[0], SLUG)
    found = []
    for screen in SCREENS[who]:
        path = address(screen)
        visitor.open(path)
        found += wrong(visitor, path)
        if screen.refuses:
            refused(visitor, screen)
            found += wrong(visitor, f"{path} (refused)")
    assert not found, f"{len(found)} faults:\n" + "\n".join(found)


def test_the_clock_that_binds_the_earliest_day_is_shown_without_a_fault(visitors: Any, portal: Portal) -> None:
    """Qalam's rule has a day before which no answer comes, and no last day."""
    rows = Association.objects.get(slug="qalam").support_requests.filter(status=Status.UNDER_STUDY)
    visitor = visitors()
    visitor.is_known_as("researcher", "qalam")
    path = reverse("support_requests:detail", args=["qalam", rows.latest("pk").reference])
    visitor.open(path)
    assert wrong(visitor, path) == []


FAULTY = """<html lang=ar dir=rtl><title>ت</title><main><h1>عنوان</h1>
<p style="background:#0dcaf0;color:#fff">نص عربي لا يُقرأ</p>
<a href=#1 style="display:block;inline-size:12px;block-size:12px">أ</a><a href=#2>ب</a>
<p style="inline-size:900px">عريض</p></main>"""


def test_planted_faults_are_found(visitors: Any) -> None:
    """White on cyan in Arabic (which axe alone passes over), a target too small, a line too wide."""
    visitor = visitors(width=320)
    visitor.page.set_content(FAULTY)
    found = "\n".join(problems(visitor.page) + goes_sideways(visitor.page))
    for fault in ("color-contrast", "target-size", "wider than the window"):
        assert fault in found
    assert visitor.page.locator("h1").inner_text() == "عنوان", "the words are put back"


def test_every_address_of_an_association_is_in_the_table() -> None:
    """A page that nobody looks at here fails the build until it is added above."""
    looked_at = {screen.name for screens in SCREENS.values() for screen in screens}
    missing = names_of_an_association() - looked_at - NOT_SCREENS
    assert not missing, f"add to SCREENS (or, where it is no page, to NOT_SCREENS): {sorted(missing)}"


def test_a_question_to_the_body_the_policy_names_is_answered_without_a_fault(visitors: Any, portal: Portal) -> None:
    """Qalam's policy names its officer; Twaim's names nobody."""
    case = Association.objects.get(slug="qalam").support_requests.referred().latest("pk")
    visitor = visitors(language="ar")
    visitor.is_known_as("researcher", "qalam")
    for name in ("detail", "answer_referral"):
        path = reverse(f"support_requests:{name}", args=["qalam", case.reference])
        visitor.open(path)
        assert not wrong(visitor, path)
