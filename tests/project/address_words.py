"""What a route names beyond ``Place.words``, and which maker makes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from requests.workflow import OF_CONDITIONS
from tests.project.address_makers import (
    a_batch,
    a_body,
    a_campaign,
    a_catalogue,
    a_contact,
    a_delivery,
    a_disclosure,
    a_document,
    a_draft,
    a_field_visit,
    a_field_visit_photo,
    a_harm,
    a_help_request,
    a_notice,
    a_paper,
    a_payment_run,
    a_reason,
    a_saved_view,
    a_sheet,
    a_study,
    a_term,
    a_visit,
    an_import,
    an_objection,
    an_opinion,
)
from tests.project.address_makers_of_conditions import a_condition
from tests.project.address_makers_of_files import (
    a_copy,
    a_file_document,
    a_household,
    a_kind,
    a_mandate,
    a_merge,
    a_pair,
    a_report,
    a_signature,
    of_the_head,
)
from tests.project.address_makers_of_sessions import (
    a_circulation,
    a_code_of_minutes,
    a_session,
    an_extract,
    minutes_in_draft,
    sealed_minutes,
    without_quorum,
)
from tests.project.address_table import OURS

HOUSEHOLD = ("correct_member", "member_leaves", "enter_income", "enter_obligation", "change_head", "split_household")
HOUSEHOLD += ("join_household",)
NO_RUN = ("beneficiaries:imports", "beneficiaries:import_begin", "beneficiaries:import_empty")
OF_DOCUMENT = ("document", "replace_document", "add_copy", "remove_document")
OF_VISIT = ("visit", "inquiry", "serve", "take_over", "put_back", "know", "finish", "leave")
OF_SESSION = (
    "session",
    "act",
    "attendance",
    "cancel",
    "move",
    "notes",
    "take_back",
    "vote",
    "defer",
    "recuse",
    "declare",
    "pack",
    "reschedule",
    "invitation",
    "plan_time",
)
OF_DRAFT = ("minutes", "minutes_pdf", "minutes_write", "minutes_seal")
OF_SEALED = ("minutes_correct", "annex_pdf", "minutes_sign", "minutes_signed", "minutes_refused", "minutes_scan")
OF_OBJECTION = (
    "objection",
    "decide_objection",
    "hand_objection",
    "answer_objection",
    "send_objection_answer",
    "objection_not_reached",
    "withdraw_objection",
)
# words of a route that only one address knows, made from a ``Place``
MAKERS: dict[str, Callable[[Any], dict[str, str]]] = {
    **{name: a_body for name in OURS if name.startswith("committees:")},
    "committees:disclosure": a_disclosure,
    "proceedings:convene": a_body,
    **{f"proceedings:{name}": a_session for name in OF_SESSION},
    **{
        f"proceedings:{name}": minutes_in_draft for name in ("minutes", "minutes_pdf", "minutes_write", "minutes_seal")
    },
    **{f"proceedings:{name}": sealed_minutes for name in OF_SEALED},
    "proceedings:extract": an_extract,
    "proceedings:extract_of_harm": lambda place: {**an_extract(place), **a_harm(place)},
    "proceedings:no_quorum": without_quorum,
    "check_minutes": a_code_of_minutes,
    "proceedings:prepare_circulation": a_body,
    **{f"proceedings:{name}": a_circulation for name in ("circulate", "write_motion", "vote_apart", "ask_session")},
    "reception:bring": lambda place: {"slug:code": place.staff.service.code},
    **{f"accounts:{name}": a_sheet for name in ("sheet", "sheet_file")},
    **{f"support_requests:{name}": a_batch for name in ("batch", "stop_batch", "batch_letters")},
    **{name: a_catalogue for name in OURS if name.startswith("services:")},
    **{f"accounts:{name}": a_saved_view for name in ("change_view", "open_with", "delete_view")},
    **{f"accounts:{name}": lambda _place: {"slug:name": "requests"} for name in ("saved_views", "save_view")},
    **{name: a_contact("complaint") for name, row in OURS.items() if name.startswith("complaints:") and row.hidden},
    **{f"support_requests:{name}": a_condition for name in OF_CONDITIONS},
    **{
        f"support_requests:{name}": a_delivery
        for name in ("report_problem", "settle_problem", "hand_on_problem", "check_delivery")
    },
    **{f"payments:{name}": a_payment_run for name in ("detail", "approve", "send", "settle", "cancel", "sheet")},
    **{name: a_harm for name in OURS if name.startswith("compensation:")},
    **{name: an_import for name in OURS if name.startswith("beneficiaries:import") and name not in NO_RUN},
    **{f"beneficiaries:{name}": a_pair for name in ("pair", "merge", "tell_apart", "reopen_pair")},
    "beneficiaries:undo_merge": a_merge,
    "complaints:answer_now": a_contact("inquiry"),
    **{f"complaints:{name}": a_contact("inquiry") for name in ("refer", "recall_referral", "answer_referral")},
    "associations:document": a_document,
    **{f"beneficiaries:{name}": a_household for name in HOUSEHOLD},
    "beneficiaries:end_money": of_the_head,
    "beneficiaries:end_mandate": a_mandate,
    "beneficiaries:edit_section": lambda place: {"slug:section": "situation"},
    "beneficiaries:document_kind": a_kind,
    "beneficiaries:add_document": a_kind,
    **{f"beneficiaries:{name}": a_file_document for name in OF_DOCUMENT},
    "beneficiaries:document_copy": a_copy,
    "associations:write_text": lambda _place: {"str:kind": "declaration"},
    "associations:publish_text": a_draft,
    "beneficiaries:change": a_report,
    "beneficiaries:refuse_change": a_report,
    "beneficiaries:change_paper": a_report,
    "beneficiaries:signature": a_signature,
    "support_requests:paper": a_paper,
    "urgent:end": a_term,
    "support_requests:offer_reason": a_reason,
    **{f"support_requests:{name}": an_objection for name in OF_OBJECTION},
    **{f"support_requests:{name}": a_field_visit for name in ("visit", "visit_paper", "report_visit", "cancel_visit")},
    "support_requests:visit_photo": a_field_visit_photo,
    "support_requests:give_opinion": an_opinion,
    "support_requests:study": a_study,
    "support_requests:study_paper": a_study,
    **{f"reception:{name}": a_visit for name in OF_VISIT},
    **{f"reception:{name}": a_help_request for name in ("help", "take_up", "register", "ask", "decline")},
    "surveys:campaign": a_campaign,
    "notices:again": a_notice,
    "notices:done": a_notice,
}
