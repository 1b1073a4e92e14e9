"""The legal moves of a support request (R3, R5–R8, R11, R12), one row each; nothing else changes its status.

Returning and withdrawing are possible from every open status they make sense in; a decided request is not
returned, since what was decided is answered, and a delivered one is not withdrawn.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.workflow import Transition, Workflow, sources

from .condition_workflow import CONDITION_ROWS
from .condition_workflow import MEET_CONDITION as MEET_CONDITION
from .condition_workflow import OF_CONDITIONS as OF_CONDITIONS
from .condition_workflow import REOPEN_CONDITION as REOPEN_CONDITION
from .condition_workflow import WAIVE_CONDITION as WAIVE_CONDITION
from .enums import FINAL, UNDECIDED, Status
from .objection_workflow import OBJECTION_WORKFLOW as OBJECTION_WORKFLOW
from .payment_workflow import PAYMENT_WORKFLOW as PAYMENT_WORKFLOW  # one list of the room's tables

COMPLETE = "complete"
START_STUDY = "start_study"
PREPARE = "prepare_recommendation"  # kept beside the case until it goes
RECOMMEND = "recommend"
RETURN = "return_for_completion"
DECIDE = "decide"
GIVE_ANSWER, SEND_ANSWER, RECORD_ATTEMPT = "give_answer", "send_answer", "record_attempt"
PLAN, HAND_OVER, DELIVER, CLOSE, WITHDRAW = "plan_delivery", "hand_over", "deliver", "close", "withdraw"
PAUSE, RESUME = "pause", "resume"
EXTEND, TAKE_BACK, TELL_DELAY = "extend", "take_back", "tell_delay"
CLOCK = (PAUSE, RESUME, EXTEND, TAKE_BACK, TELL_DELAY)  # moves of the clock alone
ANSWER_FAILED = "answer_failed"
SEND_BACK = "send_back"
CHANGE_GRANT = "change_grant"
BACK_TO_STUDY, HAND_TO_BODY, STAND_ASIDE = "back_to_study", "hand_to_body", "stand_aside"
HEAD_TIED = "head_tied"  # what the records show of who would decide alone
OF_BODY = (BACK_TO_STUDY, HAND_TO_BODY, STAND_ASIDE)  # of the body before it decides
WRITE_STUDY = "write_study"
PLAN_VISIT, REPORT_VISIT, CANCEL_VISIT = "plan_visit", "report_visit", "cancel_visit"
ASK_OPINION, GIVE_OPINION = "ask_opinion", "give_opinion"
STUDYING = (PLAN_VISIT, REPORT_VISIT, CANCEL_VISIT, ASK_OPINION, GIVE_OPINION)  # beside the study
ASSIGN, STEP_ASIDE = "assign", "step_aside"
REFER, ANSWER_REFERRAL, RECALL_REFERRAL = "refer", "answer_referral", "recall_referral"
REFERRING = (REFER, ANSWER_REFERRAL, RECALL_REFERRAL)  # a question beside the case; neither status nor clock moves
GIVE_URGENT, RATIFY_URGENT, REVERSE_URGENT = "give_urgent", "ratify_urgent", "reverse_urgent"
HAND_URGENT = "hand_urgent"
URGENT = (GIVE_URGENT, RATIFY_URGENT, REVERSE_URGENT, HAND_URGENT)  # help at once, beside the request's own way
TOLD_LATE, TOO_LONG = "told_late", "stood_still_too_long"  # what the portal does by itself
REFERRAL_LATE = "referral_late"
IN_HAND = (Status.AWAITING_STUDY, Status.UNDER_STUDY, Status.AWAITING_DECISION)

# a visit is planned once a request is complete, and reported wherever it stands afterwards
VISITED = (*IN_HAND, Status.RETURNED, Status.DECIDED, Status.ANSWERED, Status.DELIVERED)

WORKFLOW = Workflow(
    "support_request",
    Status,
    [
        Transition(
            COMPLETE,
            _("Take in as complete"),
            _("The request is complete"),
            sources(Status.INCOMPLETE, Status.RETURNED),
            Status.AWAITING_STUDY,
            Permission.RECEIVE_REQUEST,
        ),
        Transition(
            START_STUDY,
            _("Start the study"),
            _("The study began"),
            sources(Status.AWAITING_STUDY),
            Status.UNDER_STUDY,
            Permission.STUDY_REQUEST,
        ),
        Transition(
            WRITE_STUDY,
            _("Write the case study"),
            _("The case study was written"),
            sources(Status.UNDER_STUDY),
            None,
            Permission.STUDY_REQUEST,
        ),
        Transition(
            ASK_OPINION,
            _("Ask for a second opinion"),
            _("A second opinion was asked for"),
            sources(Status.UNDER_STUDY, Status.AWAITING_DECISION),
            None,
            Permission.ASK_OPINION,
        ),
        Transition(
            GIVE_OPINION,
            _("Give the second opinion"),
            _("A second opinion was given"),
            sources(Status.UNDER_STUDY, Status.AWAITING_DECISION),
            None,
            Permission.STUDY_REQUEST,
        ),
        Transition(
            PLAN_VISIT,
            _("Plan a field visit"),
            _("A field visit was planned"),
            sources(Status.AWAITING_STUDY, Status.UNDER_STUDY, Status.AWAITING_DECISION),
            None,
            Permission.STUDY_REQUEST,
        ),
        Transition(
            REPORT_VISIT,
            _("Report on the visit"),
            _("The field visit was reported"),
            sources(*VISITED),
            None,
            Permission.STUDY_REQUEST,
        ),
        Transition(
            CANCEL_VISIT,
            _("Cancel the visit"),
            _("The field visit was cancelled"),
            sources(*VISITED),
            None,
            Permission.STUDY_REQUEST,
            needs_reason=True,
        ),
        Transition(
            PREPARE,
            _("Prepare the recommendation"),
            _("The recommendation was prepared"),
            sources(Status.UNDER_STUDY),
            None,
            Permission.STUDY_REQUEST,
        ),
        Transition(
            RECOMMEND,
            _("Recommend"),
            _("Put before the reviewing body with a recommendation"),
            sources(Status.UNDER_STUDY),
            Status.AWAITING_DECISION,
            Permission.STUDY_REQUEST,
        ),
        Transition(
            DECIDE,
            _("Record the decision"),
            _("Decided"),
            sources(Status.AWAITING_DECISION),
            Status.DECIDED,
            Permission.DECIDE_REQUEST,
        ),
        Transition(
            SEND_ANSWER,
            _("Send the answer"),
            _("The answer was sent"),
            sources(Status.DECIDED),
            None,
            Permission.GIVE_ANSWER,
        ),
        Transition(
            GIVE_ANSWER,
            _("Record the answer as given"),
            _("The answer was given"),
            sources(Status.DECIDED),
            Status.ANSWERED,
            Permission.GIVE_ANSWER,
        ),
        Transition(
            RECORD_ATTEMPT,
            _("The person was not reached"),
            _("The person was not reached with the answer"),
            sources(Status.DECIDED),
            None,
            Permission.GIVE_ANSWER,
        ),
        Transition(
            DELIVER,
            _("Record the delivery"),
            _("Delivered and signed for"),
            sources(Status.ANSWERED),
            Status.DELIVERED,
            Permission.GIVE_ANSWER,
        ),
        # the instalments of what is granted; the status stays until the last is delivered
        Transition(
            PLAN,
            _("Plan the instalments"),
            _("The instalments were planned"),
            sources(Status.DECIDED, Status.ANSWERED),
            None,
            Permission.GIVE_ANSWER,
        ),
        Transition(
            HAND_OVER,
            _("Record a part as delivered"),
            _("A part was delivered and signed for"),
            sources(Status.ANSWERED),
            None,
            Permission.GIVE_ANSWER,
        ),
        Transition(
            CLOSE,
            _("Close"),
            _("Closed"),
            sources(Status.ANSWERED, Status.DELIVERED),
            Status.CLOSED,
            Permission.CLOSE_REQUEST,
        ),
        Transition(
            RETURN,
            _("Return for completion"),
            _("Returned for completion"),
            sources(Status.AWAITING_STUDY, Status.UNDER_STUDY, Status.AWAITING_DECISION),
            Status.RETURNED,
            Permission.RETURN_REQUEST,
            needs_reason=True,
        ),
        Transition(
            WITHDRAW,
            _("Withdraw"),
            _("Withdrawn at the applicant's wish"),
            sources(
                Status.INCOMPLETE,
                Status.AWAITING_STUDY,
                Status.UNDER_STUDY,
                Status.AWAITING_DECISION,
                Status.RETURNED,
                Status.DECIDED,
                Status.ANSWERED,
            ),
            Status.WITHDRAWN,
            Permission.RECEIVE_REQUEST,
            needs_reason=True,
        ),
        Transition(
            BACK_TO_STUDY,
            _("Ask the researcher"),
            _("The body asked its researcher before deciding"),
            sources(Status.AWAITING_DECISION),
            Status.UNDER_STUDY,
            Permission.DECIDE_REQUEST,
            needs_reason=True,
        ),
        Transition(
            HAND_TO_BODY,
            _("Refer to another body"),
            _("Referred to another body, which decides"),
            sources(Status.AWAITING_DECISION),
            None,
            Permission.DECIDE_REQUEST,
            needs_reason=True,
        ),
        Transition(
            STAND_ASIDE,
            _("Take no part"),
            _("Whoever would decide alone takes no part"),
            sources(*UNDECIDED),
            None,
            Permission.DECIDE_REQUEST,
            needs_reason=True,
        ),
        *CONDITION_ROWS,
        # what an objection to the decision brings about
        Transition(
            SEND_BACK,
            _("Send back to be studied anew"),
            _("Sent back to be studied anew, after an objection"),
            sources(Status.ANSWERED, Status.CLOSED),
            Status.UNDER_STUDY,
            Permission.DECIDE_OBJECTION,
            needs_reason=True,
        ),
        Transition(
            CHANGE_GRANT,
            _("Change what is granted"),
            _("What is granted was changed, after an objection"),
            sources(Status.ANSWERED, Status.DELIVERED, Status.CLOSED),
            Status.ANSWERED,
            Permission.DECIDE_OBJECTION,
        ),
        Transition(
            ASSIGN,
            _("Give it to a researcher"),
            _("Given to a researcher"),
            sources(Status.AWAITING_STUDY, Status.UNDER_STUDY),
            None,
            Permission.ASSIGN_REQUEST,
        ),
        Transition(
            STEP_ASIDE,
            _("Step aside because of a tie"),
            _("The researcher stepped aside because of a tie"),
            sources(Status.AWAITING_STUDY, Status.UNDER_STUDY),
            Status.AWAITING_STUDY,
            Permission.STUDY_REQUEST,
            needs_reason=True,
        ),
        # a question to the body the policy names (R4); the status stays and the clock goes on
        Transition(
            REFER,
            _("Refer with a question"),
            _("Referred with a question"),
            sources(*(status for status in Status if status not in FINAL)),
            None,
            Permission.REFER_REQUEST,
        ),
        Transition(
            ANSWER_REFERRAL,
            _("Answer what was referred"),
            _("What was referred was answered"),
            sources(*(status for status in Status if status not in FINAL)),
            None,
            Permission.SEE_REQUESTS,
        ),
        Transition(
            RECALL_REFERRAL,
            _("Take the question back"),
            _("The question was taken back"),
            sources(*(status for status in Status if status not in FINAL)),
            None,
            Permission.REFER_REQUEST,
            needs_reason=True,
        ),
        # help that cannot wait: nothing is decided before it is ratified or reversed; withdrawing leaves it to be
        Transition(
            GIVE_URGENT,
            _("Give urgent help"),
            _("Urgent help was given"),
            sources(*UNDECIDED),
            None,
            Permission.SEE_REQUESTS,
            needs_reason=True,
        ),
        Transition(
            RATIFY_URGENT,
            _("Ratify the urgent help"),
            _("The urgent help was ratified"),
            sources(*UNDECIDED, Status.WITHDRAWN),
            None,
            Permission.DECIDE_REQUEST,
        ),
        Transition(
            REVERSE_URGENT,
            _("Reverse the urgent help"),
            _("The urgent help was reversed"),
            sources(*UNDECIDED, Status.WITHDRAWN),
            None,
            Permission.DECIDE_REQUEST,
            needs_reason=True,
        ),
        Transition(
            HAND_URGENT,
            _("Refer the urgent help to another body"),
            _("The urgent help was referred to another body, which looks at it"),
            sources(*UNDECIDED, Status.WITHDRAWN),
            None,
            Permission.DECIDE_REQUEST,
            needs_reason=True,
        ),
        # the clock alone; the status stays
        Transition(
            PAUSE,
            _("Let the clock stand still"),
            _("The clock stands still"),
            sources(*IN_HAND),
            None,
            Permission.USE_CLOCK,
        ),
        Transition(
            RESUME, _("Let the clock go on"), _("The clock goes on"), sources(*IN_HAND), None, Permission.USE_CLOCK
        ),
        Transition(
            EXTEND,
            _("Extend the period"),
            _("The period was extended"),
            sources(*IN_HAND, Status.DECIDED),
            None,
            Permission.EXTEND_PROMISE,
            needs_reason=True,
        ),
        Transition(
            TAKE_BACK,
            _("Take the extension back"),
            _("The extension was taken back"),
            sources(*IN_HAND, Status.DECIDED),
            None,
            Permission.EXTEND_PROMISE,
            needs_reason=True,
        ),
        Transition(
            TELL_DELAY,
            _("Tell of a delay"),
            _("The person was told of a delay"),
            sources(*IN_HAND, Status.DECIDED),
            None,
            Permission.EXTEND_PROMISE,
            needs_reason=True,
        ),
    ],
)
