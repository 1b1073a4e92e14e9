"""Roles as data: what each role may do. Code asks for a permission, never for a role.

A role gives screens and acts; that a chair or head decides comes from the seat in the body (``committees``).
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    DESK = "desk", _("Front desk")
    RESEARCHER = "researcher", _("Researcher")
    MEMBER = "member", _("Committee member")
    CHAIR = "chair", _("Chair of the reviewing body")
    FOLLOW_UP = "followup", _("Follow-up member")
    CONTACT_OFFICER = "officer", _("Contact officer")
    MANAGER = "manager", _("Manager")
    ADMINISTRATOR = "admin", _("Association administrator")


class Permission(TextChoices):
    """What a role may do in its association."""

    FIND_BENEFICIARY = "find_beneficiary", _("find a beneficiary and open the file")
    EDIT_BENEFICIARY = "edit_beneficiary", _("register a beneficiary and correct the file")
    REVEAL_NUMBERS = "reveal_numbers", _("see an ID or mobile in full, with a reason")
    SEE_SITUATION = "see_situation", _("see the household, income and situation of a beneficiary")
    SEE_HEALTH = "see_health", _("read the health note of a beneficiary")
    EDIT_SITUATION = "edit_situation", _("enter the household, income and situation of a beneficiary")
    APPLY_CHANGES = "apply_changes", _("check reported changes and apply them to the file")
    RESOLVE_DUPLICATES = "resolve_duplicates", _("decide whether two files are one person, and merge them")
    IMPORT_FILES = "import_files", _("import files of beneficiaries from a sheet")
    EXPORT_FILE = "export_file", _("give a person a copy of their own file")
    CLOSE_FILES = "close_files", _("close files, and make closed ones anonymous when their time is over")
    MANAGE_TEXTS = "manage_texts", _("change the texts of declarations, consents and categories")
    RECEIVE_VISITORS = "receive_visitors", _("receive visitors at the counter")
    TRIAGE_HELP = "triage_help", _("sort what was asked by the help-request service")
    SEE_REQUESTS = "see_requests", _("see requests")
    RECEIVE_REQUEST = "receive_request", _("open a request and take it in")
    STUDY_REQUEST = "study_request", _("study a request and recommend")
    DECIDE_REQUEST = "decide_request", _("decide a request")
    DECIDE_OBJECTION = "decide_objection", _("decide objections, in the body that the policy names")
    GIVE_ANSWER = "give_answer", _("give the answer and deliver")
    SEE_PAYMENTS = "see_payments", _("see payments, and take their sheet for the bank")
    PREPARE_PAYMENTS = "prepare_payments", _("prepare payments and record what the bank did")
    APPROVE_PAYMENTS = "approve_payments", _("approve payments that others prepared")
    SET_PAYMENT_LIMITS = "set_payment_limits", _("set from which amount how many people approve payments")
    NAME_URGENT = "name_urgent", _("name who may give urgent help, up to which amount")
    FOLLOW_DELIVERIES = "follow_deliveries", _("see what is due to people, ask about deliveries, settle problems")
    USE_CLOCK = "use_clock", _("let the clock of a request stand still and go on")
    EXTEND_PROMISE = "extend_promise", _("extend the period of a request and tell of a delay")
    HEAR_OF_LATENESS = "hear_of_lateness", _("be warned before an answer is late")
    RETURN_REQUEST = "return_request", _("return a request for completion")
    ASK_OPINION = "ask_opinion", _("ask another researcher for a second opinion")
    READ_STUDY = "read_study", _("read case studies and reports of visits")
    ASSIGN_REQUEST = "assign_request", _("give requests to researchers and see their load")
    REFER_REQUEST = "refer_request", _("put a question about a request to the body the policy names")
    CLOSE_REQUEST = "close_request", _("close a request")
    RUN_SURVEYS = "run_surveys", _("measure satisfaction: questionnaires, campaigns, interviews")
    SEE_SATISFACTION = "see_satisfaction", _("see results of satisfaction")
    SEE_FIGURES = "see_figures", _("see management's figures")
    EXPORT_LISTS = "export_lists", _("take a list along as a sheet")
    SHARE_VIEWS = "share_views", _("share saved views of lists with the association")
    SEE_LETTERS = "see_letters", _("see the register of letters")
    SEND_NOTICES = "send_notices", _("send notices again and tell people by hand")
    SEE_POLICY = "see_policy", _("read the policy")
    MANAGE_POLICY = "manage_policy", _("amend the policy, once the board approved it")
    MANAGE_DOCUMENTS = "manage_documents", _("add the association's documents")
    MANAGE_SERVICES = "manage_services", _("write the catalogue of services and put its terms in force")
    MANAGE_CALENDAR = "manage_calendar", _("change the working calendar")
    SEE_COMPLAINTS = "see_complaints", _("see the complaints and inquiries that are theirs")
    RECEIVE_COMPLAINT = "receive_complaint", _("take in a complaint, inquiry or suggestion")
    ANSWER_INQUIRY = "answer_inquiry", _("answer inquiries, technical help and suggestions")
    HANDLE_COMPLAINT = "handle_complaint", _("handle complaints in the follow-up committee")
    OVERSEE_COMPLAINTS = "oversee_complaints", _("follow all complaints and inquiries, comment and reassign")
    HANDLE_COMPENSATION = "handle_compensation", _("handle compensation for harm, where the policy has it")
    MANAGE_BODIES = "manage_bodies", _("record how committees are formed and who sits in them")
    SIT_IN_SESSIONS = "sit_in_sessions", _("sit in the sessions of a body, where they hold a seat")
    MANAGE_PEOPLE = "manage_people", _("see people and their roles")
    APPLY_ONLINE = "apply_online", _("ask for a service online, for oneself")  # applicants' own; no role gives it


_READ = {Permission.SEE_POLICY, Permission.SEE_REQUESTS}
_SURVEYS = {Permission.RUN_SURVEYS, Permission.SEE_SATISFACTION}
_FILE = {
    Permission.FIND_BENEFICIARY,
    Permission.REVEAL_NUMBERS,
    Permission.SEE_SITUATION,
    Permission.EDIT_SITUATION,
    Permission.APPLY_CHANGES,
}
_CONTACT = {Permission.SEE_COMPLAINTS, Permission.RECEIVE_COMPLAINT}
_LISTS = {Permission.EXPORT_LISTS}

ROLE_PERMISSIONS: dict[str, frozenset[str]] = {
    Role.DESK: frozenset(
        _READ
        | _FILE
        | _CONTACT
        | _LISTS
        | {
            Permission.ANSWER_INQUIRY,
            Permission.EDIT_BENEFICIARY,
            Permission.EXPORT_FILE,
            Permission.RECEIVE_VISITORS,
            Permission.TRIAGE_HELP,
            Permission.RECEIVE_REQUEST,
            Permission.REFER_REQUEST,
            Permission.GIVE_ANSWER,
            Permission.FOLLOW_DELIVERIES,
            Permission.SEE_PAYMENTS,
            Permission.PREPARE_PAYMENTS,
            Permission.CLOSE_REQUEST,
            Permission.SEE_LETTERS,
            Permission.SEND_NOTICES,
        }
    ),
    Role.RESEARCHER: frozenset(
        _READ
        | _FILE
        | _LISTS
        | {
            Permission.SEE_HEALTH,
            Permission.RESOLVE_DUPLICATES,
            Permission.STUDY_REQUEST,
            Permission.READ_STUDY,
            Permission.ASK_OPINION,
            Permission.REFER_REQUEST,
            Permission.USE_CLOCK,
            Permission.RETURN_REQUEST,
        }
    ),
    Role.MEMBER: frozenset(_READ | {Permission.READ_STUDY, Permission.SIT_IN_SESSIONS}),
    Role.CHAIR: frozenset(
        _READ
        | _LISTS
        | {
            Permission.SHARE_VIEWS,
            Permission.SIT_IN_SESSIONS,
            Permission.DECIDE_REQUEST,
            Permission.DECIDE_OBJECTION,
            Permission.SEE_PAYMENTS,
            Permission.APPROVE_PAYMENTS,
            Permission.READ_STUDY,
            Permission.ASK_OPINION,
            Permission.ASSIGN_REQUEST,
            Permission.REFER_REQUEST,
            Permission.USE_CLOCK,
            Permission.EXTEND_PROMISE,
            Permission.RETURN_REQUEST,
            Permission.SEE_LETTERS,
            Permission.SEE_FIGURES,
        }
    ),
    Role.FOLLOW_UP: frozenset(
        _CONTACT
        | _SURVEYS
        | _LISTS
        | {
            Permission.SEE_POLICY,
            Permission.SIT_IN_SESSIONS,
            Permission.HANDLE_COMPLAINT,
            Permission.HANDLE_COMPENSATION,
        }
    ),
    Role.CONTACT_OFFICER: frozenset(
        _READ
        | _CONTACT
        | _SURVEYS
        | _LISTS
        | {
            Permission.FIND_BENEFICIARY,
            Permission.RECEIVE_VISITORS,
            Permission.FOLLOW_DELIVERIES,
            Permission.ANSWER_INQUIRY,
            Permission.SEE_FIGURES,
        }
    ),
    Role.MANAGER: frozenset(
        _READ
        | _LISTS
        | {
            Permission.SHARE_VIEWS,
            Permission.FIND_BENEFICIARY,
            Permission.RESOLVE_DUPLICATES,
            Permission.IMPORT_FILES,
            Permission.EXPORT_FILE,
            Permission.CLOSE_FILES,
            Permission.DECIDE_OBJECTION,
            Permission.FOLLOW_DELIVERIES,
            Permission.SEE_PAYMENTS,
            Permission.PREPARE_PAYMENTS,
            Permission.APPROVE_PAYMENTS,
            Permission.NAME_URGENT,
            Permission.ASSIGN_REQUEST,
            Permission.USE_CLOCK,
            Permission.EXTEND_PROMISE,
            Permission.HEAR_OF_LATENESS,
            Permission.SEE_LETTERS,
            Permission.SEND_NOTICES,
            Permission.SEE_COMPLAINTS,
            Permission.OVERSEE_COMPLAINTS,
            Permission.HANDLE_COMPENSATION,
            Permission.SEE_FIGURES,
            Permission.SEE_SATISFACTION,
            Permission.MANAGE_BODIES,
            Permission.MANAGE_PEOPLE,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.SEE_POLICY,
            Permission.IMPORT_FILES,
            Permission.MANAGE_TEXTS,
            Permission.MANAGE_POLICY,
            Permission.MANAGE_SERVICES,
            Permission.MANAGE_CALENDAR,
            Permission.SET_PAYMENT_LIMITS,
            Permission.NAME_URGENT,
            Permission.MANAGE_DOCUMENTS,
            Permission.MANAGE_BODIES,
            Permission.MANAGE_PEOPLE,
        }
    ),
}


def permissions_of(roles: list[str]) -> frozenset[str]:
    """All permissions that these roles give together."""
    return frozenset().union(*(ROLE_PERMISSIONS.get(role, frozenset()) for role in roles))
