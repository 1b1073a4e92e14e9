"""The verbs of a support request. Each is one transaction; ``by`` is the acting membership."""

from . import catalogue
from .answering import give_answer, record_attempt, send_answer, settle_answers
from .assigning import assign, name_areas, step_aside
from .case_study import write_study
from .clock import extend, pause, resume, resume_for_paper, take_back, tell_delay
from .closing import close, withdraw
from .decision import decide, decide_as_voted
from .delivering import Received, deliver
from .field_visits import cancel_visit, plan_visit, report_visit, sweep_photos
from .following_up import record_call, report_problem, set_rules, settle_problem
from .handing_on import hand_on
from .instalments import Part, each_month, in_equal_parts, plan
from .intake import check_item, complete, correct, open_request, sign_declaration
from .online import (
    accept_for_draft,
    add_draft_paper,
    add_paper,
    ask_signing_code,
    begin_draft,
    discard_draft,
    submit_draft,
    take_out_draft_paper,
    write_draft,
)
from .opinions import ask_opinion, give_opinion, remind_of_opinions
from .papers import issue_receipt
from .paying import approve_run, cancel_run, prepare_run, send_run, set_limits, settle_run
from .questions import answer_questions
from .referring import answer_referral, recall_referral, refer, remind_of_referrals
from .renewing import renew, set_period, tell_ends, to_be_renewed
from .stipulating import meet_condition, reopen_condition, waive_condition
from .study import prepare_recommendation, put_before_body, recommend, return_for_completion, start_study
from .tidying import sweep_papers, tidy_drafts
from .urgent import give_urgent, ratify_as_voted, ratify_urgent, reverse_as_voted, reverse_urgent, warn_of_urgent
from .urgent_officers import end_urgent_officer, name_urgent_officer, set_urgent_rules
from .warning import warn_of_last_days
from .warning_of_objections import warn_of_objections

__all__ = [
    "Part",
    "Received",
    "accept_for_draft",
    "add_draft_paper",
    "add_paper",
    "answer_questions",
    "answer_referral",
    "approve_run",
    "ask_opinion",
    "ask_signing_code",
    "assign",
    "begin_draft",
    "cancel_run",
    "cancel_visit",
    "catalogue",
    "check_item",
    "close",
    "complete",
    "correct",
    "decide",
    "decide_as_voted",
    "deliver",
    "discard_draft",
    "each_month",
    "end_urgent_officer",
    "extend",
    "give_answer",
    "give_opinion",
    "give_urgent",
    "hand_on",
    "in_equal_parts",
    "issue_receipt",
    "meet_condition",
    "name_areas",
    "name_urgent_officer",
    "open_request",
    "pause",
    "plan",
    "plan_visit",
    "prepare_recommendation",
    "prepare_run",
    "put_before_body",
    "ratify_as_voted",
    "ratify_urgent",
    "recall_referral",
    "recommend",
    "record_attempt",
    "record_call",
    "refer",
    "remind_of_opinions",
    "remind_of_referrals",
    "renew",
    "reopen_condition",
    "report_problem",
    "report_visit",
    "resume",
    "resume_for_paper",
    "return_for_completion",
    "reverse_as_voted",
    "reverse_urgent",
    "send_answer",
    "send_run",
    "set_limits",
    "set_period",
    "set_rules",
    "set_urgent_rules",
    "settle_answers",
    "settle_problem",
    "settle_run",
    "sign_declaration",
    "start_study",
    "step_aside",
    "submit_draft",
    "sweep_papers",
    "sweep_photos",
    "take_back",
    "take_out_draft_paper",
    "tell_delay",
    "tell_ends",
    "tidy_drafts",
    "to_be_renewed",
    "waive_condition",
    "warn_of_last_days",
    "warn_of_objections",
    "warn_of_urgent",
    "withdraw",
    "write_draft",
    "write_study",
]
