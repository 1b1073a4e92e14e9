"""The tables of tests/project/test_address_matrix.py: which address answers whom, written out.

A new address gets its row: below an association in ``OURS`` here, elsewhere in ``address_table_open.OPEN``. What its
route names beyond ``Place.words`` is made in ``address_words.MAKERS``. Letters stand for roles:
Desk, Researcher, Member, Chair (with the seat), Follow-up, contact Officer, manaGer, Admin.
"""

from __future__ import annotations

from dataclasses import dataclass

from accounts.roles import Role
from correspondence import pdf

ROLES = {
    "D": Role.DESK,
    "R": Role.RESEARCHER,
    "M": Role.MEMBER,
    "C": Role.CHAIR,
    "F": Role.FOLLOW_UP,
    "O": Role.CONTACT_OFFICER,
    "G": Role.MANAGER,
    "A": Role.ADMINISTRATOR,
}
ALL, REQUESTS, FILES = "DRMCFOGA", "DRMCOG", "DROG"
NO_SEAT = "DRMFOGA"  # sessions are their body's
SHOWN_AS_FILE = (200,) if pdf.is_available() else (302,)


@dataclass(frozen=True)
class Row:
    """Who may open the page and who may send its form; ``sent`` answers an empty form, 405 where there is none.

    To the roles of ``hidden`` the row that the address names does not exist.
    """

    get: str
    post: str = ""
    sent: int = 405
    shown: tuple[int, ...] = (200,)
    hidden: str = ""

    def expected(self, letter: str, method: str) -> tuple[int, ...]:
        if letter in self.hidden:
            return (404,)
        if method == "get":
            return self.shown if letter in self.get else (403,)
        if self.sent == 405:
            return (405,) if letter in self.get else (403,)
        return (self.sent,) if letter in self.post else (403,)


OURS: dict[str, Row] = {
    "today": Row(ALL),
    "associations:policy": Row(ALL),
    "associations:amend_objections": Row("A", "A", 422),
    "associations:policy_next": Row("A", "A", 404, shown=(404,)),  # no draft is written, as the next
    "associations:discard_policy_draft": Row("A", "A", 302, shown=(404,)),
    "associations:calendar": Row(ALL, "A", 422),
    "associations:restore_day": Row("A", "A", 302, shown=(405,)),
    "associations:documents": Row(ALL, "A", 422),
    "associations:document": Row(ALL),
    "committees:list": Row(ALL),
    "committees:body": Row(ALL),
    "committees:disclosures": Row("GA"),
    "committees:my_disclosure": Row("MCF"),
    "committees:disclose": Row("MCF", "MCF", 422),
    "committees:disclosure": Row("GA"),
    "committees:form": Row("GA", "GA", 422),
    "committees:seat": Row("GA", "GA", 422),
    "committees:end_seat": Row("GA", "GA", 422),
    "proceedings:list": Row("MCF", "MCF", 302),
    "proceedings:convene": Row("C", "C", 422),
    "proceedings:prepare_circulation": Row("C", "C", 302, shown=(302,)),  # its formation does not say so
    "proceedings:circulate": Row("C", "C", 422, hidden=NO_SEAT),
    "proceedings:write_motion": Row("C", "C", 422, hidden=NO_SEAT),
    "proceedings:vote_apart": Row("C", "C", 302, shown=(302,), hidden=NO_SEAT),  # it is not sent yet, as below
    "proceedings:ask_session": Row("C", "C", 302, shown=(302,), hidden=NO_SEAT),
    "proceedings:session": Row("C", hidden=NO_SEAT),
    "proceedings:act": Row("C", "C", 404, shown=(405,), hidden=NO_SEAT),  # a button that is not there
    "proceedings:attendance": Row("C", "C", 302, shown=(302,), hidden=NO_SEAT),  # the session is not open
    "proceedings:cancel": Row("C", "C", 422, hidden=NO_SEAT),
    "proceedings:move": Row("C", "C", 302, shown=(302,), hidden=NO_SEAT),  # nothing is before the members, as below
    "proceedings:take_back": Row("C", "C", 302, shown=(302,), hidden=NO_SEAT),
    "proceedings:notes": Row("C", "C", 302, shown=(302,), hidden=NO_SEAT),
    "proceedings:vote": Row("C", "C", 302, shown=(302,), hidden=NO_SEAT),
    "proceedings:defer": Row("C", "C", 422, hidden=NO_SEAT),
    "proceedings:recuse": Row("C", "C", 422, hidden=NO_SEAT),
    "proceedings:declare": Row("C", "C", 302, hidden=NO_SEAT),
    "proceedings:plan_time": Row("C", "C", 422, hidden=NO_SEAT),
    "proceedings:invitation": Row("C", shown=SHOWN_AS_FILE, hidden=NO_SEAT),
    "proceedings:reschedule": Row("C", "C", 422, hidden=NO_SEAT),
    "proceedings:minutes_list": Row("MCF", "MCF", 302),
    "proceedings:no_quorum": Row("G", "G", 422, hidden="C"),  # who sits takes no part in it
    "proceedings:extract": Row(REQUESTS, shown=SHOWN_AS_FILE),
    "proceedings:extract_of_harm": Row("FG", shown=(404,)),  # these minutes decided another case
    "proceedings:minutes": Row("C", hidden=NO_SEAT),
    "proceedings:minutes_pdf": Row("C", shown=SHOWN_AS_FILE, hidden=NO_SEAT),
    "proceedings:minutes_write": Row("C", "C", 302, hidden=NO_SEAT),  # nothing has to be written
    "proceedings:minutes_seal": Row("C", "C", 302, hidden=NO_SEAT),
    "proceedings:minutes_correct": Row("C", "C", 422, hidden=NO_SEAT),
    "proceedings:annex_pdf": Row("C", shown=SHOWN_AS_FILE, hidden=NO_SEAT),
    "proceedings:minutes_sign": Row("C", "C", 422, hidden=NO_SEAT),
    "proceedings:minutes_signed": Row("C", "C", 422, hidden=NO_SEAT),
    "proceedings:minutes_refused": Row("C", "C", 422, hidden=NO_SEAT),
    "proceedings:minutes_scan": Row("C", shown=(404,), hidden=NO_SEAT),  # nobody signed on paper
    "proceedings:pack": Row("C", shown=SHOWN_AS_FILE, hidden=NO_SEAT),
    "accounts:sheets": Row("DRCFOG", "DRCFOG", 302),
    # a sheet is its asker's alone: here a desk's of another person
    "accounts:sheet": Row("", hidden="DRMCFOGA"),
    "accounts:sheet_file": Row("", hidden="DRMCFOGA"),
    "accounts:exports": Row("GA", "GA", 302),
    "accounts:people": Row("GA", "GA", 302),
    "accounts:sign_policy": Row(ALL, ALL, 422),
    "own_mobile:number": Row(ALL, ALL, 422),
    "own_mobile:confirm": Row(ALL, ALL, 302, shown=(302,)),  # no number waits
    "accounts:saved_views": Row(REQUESTS),
    "accounts:save_view": Row(REQUESTS, REQUESTS, 422),
    "accounts:change_view": Row("CG", "CG", 422),
    "accounts:open_with": Row(REQUESTS, REQUESTS, 302, shown=(405,)),
    "accounts:delete_view": Row("CG", "CG", 302),
    "reports:management": Row("CGO"),
    "associations:texts": Row(ALL),
    "associations:write_text": Row("A", "A", 422),
    "associations:publish_text": Row("A", "A", 302),
    "beneficiaries:changes": Row("DR", "DR", 302),
    "beneficiaries:confirmations": Row("DR", "DR", 302),
    "beneficiaries:consents": Row(FILES),
    "beneficiaries:give_consent": Row("D", "D", 422),
    "beneficiaries:say_no": Row("D", "D", 302, shown=(405,)),
    "beneficiaries:consent_letter": Row("D", "D", 302, shown=(405,)),
    "beneficiaries:signature": Row(FILES),
    "beneficiaries:confirm": Row("DR", "DR", 422),
    "beneficiaries:report_change": Row("DR", "DR", 422),
    "beneficiaries:change": Row("DR", "DR", 422),
    "beneficiaries:refuse_change": Row("DR", "DR", 422),
    "beneficiaries:change_paper": Row("DR"),
    "support_requests:told": Row("D", "D", 422, shown=(302,)),  # to the form: the person was told
    "beneficiaries:search": Row(FILES, FILES, 302),
    "beneficiaries:register": Row("D", "D", 422),
    "beneficiaries:imports": Row("GA", "GA", 302),
    "beneficiaries:import_begin": Row("GA", "GA", 422),
    "beneficiaries:import_empty": Row("GA"),
    "beneficiaries:import": Row("GA"),
    "beneficiaries:import_columns": Row("GA", "GA", 422),
    "beneficiaries:import_start": Row("GA", "GA", 422, shown=(302,)),  # its columns are not named yet, as the next two
    "beneficiaries:import_stop": Row("GA", "GA", 422, shown=(302,)),
    "beneficiaries:import_undo": Row("GA", "GA", 422, shown=(302,)),
    "beneficiaries:import_discard": Row("GA", "GA", 302),
    "beneficiaries:import_rows": Row("GA"),
    "beneficiaries:file": Row(FILES),
    "beneficiaries:correct": Row("D", "D", 422),
    "beneficiaries:reveal": Row("DR", "DR", 422),
    "beneficiaries:looks": Row(FILES, FILES, 302),
    "beneficiaries:all_looks": Row("G", "G", 302),
    "beneficiaries:looks_paper": Row("DG", shown=SHOWN_AS_FILE),
    "beneficiaries:copy": Row("DG", "DG", 422),
    "beneficiaries:close": Row("G", "G", 422),
    "beneficiaries:reopen": Row("G", "G", 422),
    "beneficiaries:time_is_over": Row("G", "G", 302),
    "beneficiaries:forget": Row("G", "G", 302, shown=(302,)),  # nothing is chosen
    "beneficiaries:duplicates": Row("RG", "RG", 302),
    "beneficiaries:pair": Row("RG"),
    "beneficiaries:merge": Row("RG", "RG", 422),
    "beneficiaries:tell_apart": Row("RG", "RG", 422),
    "beneficiaries:reopen_pair": Row("RG", "RG", 422, shown=(302,)),  # two that wait for an answer
    "beneficiaries:undo_merge": Row("RG", "RG", 302),
    "beneficiaries:edit_section": Row("DR", "DR", 422),  # the situation; without its version it is stale
    "beneficiaries:household": Row("DR"),
    "beneficiaries:add_member": Row("DR", "DR", 422),
    "beneficiaries:correct_member": Row("DR", "DR", 422),
    "beneficiaries:member_leaves": Row("DR", "DR", 422),
    "beneficiaries:enter_income": Row("DR", "DR", 422),
    "beneficiaries:enter_obligation": Row("DR", "DR", 422),
    "beneficiaries:end_money": Row("DR", "DR", 422),
    "beneficiaries:change_head": Row("DR", "DR", 422),
    "beneficiaries:split_household": Row("DR", "DR", 422),
    "beneficiaries:join_household": Row("DR", "DR", 422),
    "beneficiaries:enter_mandate": Row("D", "D", 422),
    "beneficiaries:end_mandate": Row("D", "D", 422),
    "beneficiaries:documents": Row("DR", "DR", 302),
    "beneficiaries:document_kinds": Row("A", "A", 422),
    "beneficiaries:document_kind": Row("A", "A", 422),
    "beneficiaries:choose_document": Row("DR"),
    "beneficiaries:add_document": Row("DR", "DR", 422),
    "beneficiaries:document": Row("DR"),
    "beneficiaries:replace_document": Row("DR", "DR", 422),
    "beneficiaries:add_copy": Row("DR", "DR", 422),
    "beneficiaries:remove_document": Row("DR", "DR", 422),
    "beneficiaries:document_copy": Row("DR"),
    "support_requests:list": Row(REQUESTS, REQUESTS, 302),
    "support_requests:batches": Row(REQUESTS, REQUESTS, 302),
    "support_requests:begin_batch": Row(REQUESTS, REQUESTS, 404, shown=(404,)),  # it names no verb
    # a batch is its starter's alone: here a desk's of another person
    "support_requests:batch": Row("", hidden="DRMCFOGA"),
    "support_requests:stop_batch": Row("", hidden="DRMCFOGA"),
    "support_requests:batch_letters": Row("", hidden="DRMCFOGA"),
    "support_requests:create": Row("D", "D", 422),
    "support_requests:refusal_reasons": Row("A", "A", 422),
    "support_requests:offer_reason": Row("A", "A", 302, shown=(405,)),
    "support_requests:detail": Row(REQUESTS),
    "support_requests:eligibility": Row(REQUESTS),
    "support_requests:questions": Row("D", "D", 302),
    "services:list": Row(ALL),
    "services:service": Row(ALL),
    "services:version": Row(ALL),
    "services:add": Row("A", "A", 422),
    "services:begin": Row("A", "A", 302, shown=(405,)),
    "services:draft": Row("A"),
    "services:terms": Row("A", "A", 422),
    "services:choose_condition": Row("A"),
    "services:new_condition": Row("A", "A", 422),
    "services:condition": Row("A", "A", 422),
    "services:new_line": Row("A", "A", 422),
    "services:line": Row("A", "A", 422),
    "services:new_question": Row("A", "A", 422),
    "services:question": Row("A", "A", 422),
    "services:remove": Row("A", "A", 302, shown=(405,)),
    "services:in_force": Row("A", "A", 422),
    "services:discard": Row("A", "A", 302),
    "support_requests:correct": Row("D", "D", 422),
    "support_requests:checklist": Row("D", "D", 422),
    "support_requests:missing": Row(REQUESTS),
    "support_requests:paper": Row(REQUESTS),
    "support_requests:declaration": Row("D", "D", 422),
    "support_requests:complete": Row("D", "D", 422),
    "support_requests:receipt": Row("D", "D", 302),
    "support_requests:start_study": Row("R", "R", 422),
    "support_requests:recommend": Row("R", "R", 422),
    "support_requests:return_for_completion": Row("RC", "RC", 422),
    "support_requests:decide": Row("C", "C", 422),
    "support_requests:back_to_study": Row("C", "C", 422),
    "support_requests:hand_to_body": Row("C", "C", 422),
    "support_requests:stand_aside": Row("C", "C", 422),
    "support_requests:hand_urgent": Row("C", "C", 422),
    "support_requests:objections": Row(REQUESTS, REQUESTS, 302),
    "support_requests:objection": Row(REQUESTS),
    "support_requests:object": Row("D", "D", 422),
    "support_requests:hand_objection": Row("G", "G", 422),
    "support_requests:decide_objection": Row("G", "G", 422),  # nobody heads the body yet: management stands in
    "support_requests:answer_objection": Row("D", "D", 422),
    "support_requests:send_objection_answer": Row("D", "D", 422),
    "support_requests:objection_not_reached": Row("D", "D", 422),
    "support_requests:withdraw_objection": Row("D", "D", 422),
    "support_requests:give_urgent": Row("", "", 422),  # given by whom the board named
    "support_requests:ratify_urgent": Row("C", "C", 422),  # none was given
    "support_requests:reverse_urgent": Row("C", "C", 422),
    "urgent:list": Row(REQUESTS, REQUESTS, 302),
    "urgent:officers": Row("GA"),
    "urgent:name": Row("GA", "GA", 422),
    "urgent:end": Row("GA", "GA", 422),
    "urgent:days": Row("GA", "GA", 422),
    "support_requests:send_answer": Row("D", "D", 422),
    "support_requests:record_attempt": Row("D", "D", 422),
    "support_requests:give_answer": Row("D", "D", 422),
    "support_requests:plan_delivery": Row("D", "D", 422),
    "support_requests:plan_monthly": Row("D", "D", 422),
    "support_requests:deliver": Row("D", "D", 422),
    "support_requests:meet_condition": Row("D", "D", 422),
    "support_requests:waive_condition": Row("C", "C", 422),
    "support_requests:reopen_condition": Row("D", "D", 422),
    "support_requests:report_problem": Row("DOG", "DOG", 422),
    "support_requests:settle_problem": Row("DOG", "DOG", 422),
    "support_requests:hand_on_problem": Row("DOG", "DOG", 422),
    "support_requests:check_delivery": Row("DOG", "DOG", 422),
    "deliveries:list": Row("DOG", "DOG", 302),
    "deliveries:problems": Row("DOG", "DOG", 302),
    "deliveries:calls": Row("DOG", "DOG", 302),
    "deliveries:ending": Row("DOG", "DOG", 302),
    "deliveries:rules": Row("A", "A", 422),
    "payments:list": Row("DCG", "DCG", 302),
    "payments:new": Row("DG", "DG", 422),
    "payments:limits": Row("A", "A", 422),
    "payments:detail": Row("DCG"),
    "payments:approve": Row("CG", "CG", 422),  # of a cancelled run, as the next ones
    "payments:send": Row("DG", "DG", 422),
    "payments:settle": Row("DG", "DG", 422),
    "payments:cancel": Row("DG", "DG", 422),
    "payments:sheet": Row("DCG", shown=(404,)),  # nothing of it went to the bank
    "support_requests:close": Row("D", "D", 422),
    "support_requests:withdraw": Row("D", "D", 422),
    "support_requests:study": Row("RMC"),
    "support_requests:study_paper": Row("RMC", shown=SHOWN_AS_FILE),
    "support_requests:write_study": Row("R", "R", 422),
    "support_requests:plan_visit": Row("R", "R", 422),
    "support_requests:visit": Row("RMC"),
    "support_requests:visit_paper": Row("RMC"),
    "support_requests:visit_photo": Row("RMC"),
    "support_requests:report_visit": Row("R", "R", 422),
    "support_requests:cancel_visit": Row("R", "R", 422),
    "support_requests:ask_opinion": Row("RC", "RC", 422),
    "support_requests:give_opinion": Row("", "", 422),  # asked of a researcher by name
    "support_requests:load": Row("RCG"),
    "support_requests:areas": Row("CG", "CG", 302),  # what is not sent stays as it is
    "support_requests:assign": Row("CG", "CG", 422),
    "support_requests:step_aside": Row("R", "R", 422),
    "support_requests:refer": Row("DRC", "DRC", 422),
    "support_requests:answer_referral": Row("", "", 422),  # this policy names nobody to refer to
    "support_requests:recall_referral": Row("DRC", "DRC", 422),
    "support_requests:pause": Row("RCG", "RCG", 422),
    "support_requests:resume": Row("RCG", "RCG", 422),
    "support_requests:extend": Row("CG", "CG", 422),
    "support_requests:take_back": Row("CG", "CG", 422),
    "support_requests:tell_delay": Row("CG", "CG", 422),
    "complaints:list": Row("DFOG", "DFOG", 302),
    "complaints:receive": Row("DFO", "DFO", 422),
    "complaints:on_the_spot": Row("DO", "DO", 422),
    "complaints:receipt": Row("DFOG", shown=(302,)),  # nothing was received in this session
    "complaints:officers": Row("G", "G", 422),
    "complaints:end_term": Row("G", "G", 404, shown=(405,)),
    "complaints:detail": Row("FG", hidden="DO"),  # a complaint before the follow-up committee, nobody's yet
    "complaints:take": Row("F", "F", 302, hidden="DO"),
    "complaints:release": Row("G", "G", 422, hidden="DO"),
    "complaints:assign": Row("FG", "FG", 422, hidden="DO"),
    "complaints:change_kind": Row("FG", "FG", 422, hidden="DO"),
    "complaints:name_subject": Row("FG", "FG", 422, hidden="DO"),
    "complaints:clear_subject": Row("FG", "FG", 422, hidden="DO"),
    "complaints:comment": Row("FG", "FG", 422, hidden="DO"),
    "complaints:reissue_code": Row("FG", "FG", 422, hidden="DO"),
    "complaints:write": Row("", hidden="DO"),  # its owner's alone, as the next two
    "complaints:decide": Row("", hidden="DO"),
    "complaints:give_answer": Row("", hidden="DO"),
    "complaints:answer_now": Row("DO", "DO", 422, hidden="F"),  # an inquiry, nobody's yet
    "complaints:refer": Row("DO", "DO", 422, hidden="F"),
    "complaints:recall_referral": Row("DO", "DO", 422, hidden="F"),
    "complaints:answer_referral": Row("", "", 422, hidden=ALL),  # this policy names nobody to refer to
    "complaints:record_attempt": Row("F", "F", 422, hidden="DO"),
    "complaints:confirm": Row("F", "F", 422, hidden="DO"),
    "complaints:close_unreached": Row("F", "F", 422, hidden="DO"),
    "complaints:reopen": Row("FG", "FG", 422, hidden="DO"),
    "compensation:list": Row("FG", "FG", 302),
    "compensation:open": Row("FG", "FG", 422),
    "compensation:detail": Row("FG"),
    "compensation:write_minutes": Row("F", "F", 422),
    "compensation:correct_minutes": Row("F", "F", 422),
    "compensation:approve_minutes": Row("F", "F", 422),
    "compensation:record_ruling": Row("FG", "FG", 422),
    "compensation:establish_basis": Row("FG", "FG", 422),
    "compensation:reject": Row("G", "G", 422),
    "compensation:offer": Row("G", "G", 422),
    "compensation:accept": Row("G", "G", 422),
    "compensation:issue_settlement": Row("G", "G", 422),
    "compensation:sign": Row("G", "G", 422),
    "compensation:pay": Row("G", "G", 422),
    "compensation:close": Row("G", "G", 422),
    "compensation:withdraw": Row("FG", "FG", 422),
    "surveys:overview": Row("FOG"),
    "surveys:campaigns": Row("FOG", "FOG", 302),
    "surveys:results": Row("FOG"),
    "surveys:bank": Row("FO"),
    "surveys:add_question": Row("FO", "FO", 422),
    "surveys:version": Row("FO", "FO", 302),  # the overall question alone is a questionnaire
    "surveys:enter": Row("FO", "FO", 422),
    "surveys:new_campaign": Row("FO", "FO", 422),
    "surveys:campaign": Row("FO", "FO", 422),
    "surveys:rating_link": Row("D", "D", 422),
    "notices:list": Row("DCG", "DCG", 302),
    "reception:counter": Row("DO", "DO", 422),
    "reception:visits": Row("DO", "DO", 302),
    "reception:bring": Row("DO"),
    "reception:visit": Row("DO"),
    "reception:serve": Row("DO", "DO", 302, shown=(405,)),
    "reception:take_over": Row("DO", "DO", 302, shown=(405,)),
    "reception:put_back": Row("DO", "DO", 302, shown=(405,)),
    "reception:know": Row("DO", "DO", 422),
    "reception:inquiry": Row("DO", "DO", 422),
    "reception:finish": Row("DO", "DO", 302, shown=(405,)),
    "reception:leave": Row("DO", "DO", 302, shown=(405,)),
    "reception:helps": Row("D", "D", 302),
    "reception:help": Row("D"),
    "reception:take_up": Row("D", "D", 422),
    "reception:register": Row("D", "D", 422),
    "reception:ask": Row("D", "D", 422),
    "reception:decline": Row("D", "D", 422),
    "notices:again": Row("DG", "DG", 302, shown=(405,)),
    "notices:done": Row("DG", "DG", 302, shown=(405,)),
    "correspondence:list": Row("DCG", "DCG", 302),
    "correspondence:letter": Row(REQUESTS),
    "correspondence:pdf": Row(REQUESTS, shown=(200, 302)),  # 302 to the print view where no PDF can be made
}
