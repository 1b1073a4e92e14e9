"""Addresses outside any association, and those of a beneficiary at home: the other half of ``address_table``."""

from __future__ import annotations

from correspondence import pdf

# A beneficiary's own pages; what they answer to whom is in tests/online
AT_HOME = ("my", "request", "send_paper", "paper", "withdraw", "letter", "letter_pdf", "begin", "write", "papers")
AT_HOME += ("remove_paper", "check", "ask_code", "discard", "sent")
AT_HOME += ("my_looks", "my_copy", "ask_copy_code")
AT_HOME += ("object",)
AT_HOME += ("facts", "report_change", "consents", "say", "consent_letter")
SHOWN_AS_PDF = (200 if pdf.is_available() else 302, 405)
# Addresses outside any association: codes of (GET, POST) for somebody not signed in, then for any member
OPEN: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "home": ((302, 302), (302, 405)),
    "gallery": ((200, 200), (200, 200)),
    "healthz": ((200, 200), (200, 200)),
    "set_language": ((302, 302), (302, 302)),
    "check:letter": ((200, 405), (200, 405)),
    "check_minutes": ((200, 405), (200, 405)),
    "contact:triage": ((200, 405), (200, 405)),
    "contact:complaint": ((200, 422), (200, 422)),
    "contact:inquiry": ((200, 422), (200, 422)),
    "contact:help": ((200, 422), (200, 422)),
    "contact:suggestion": ((200, 422), (200, 422)),
    "contact:objection": ((200, 405), (200, 405)),
    "contact:my_data": ((200, 405), (200, 405)),
    "contact:officers": ((200, 405), (200, 405)),
    "contact:receipt": ((302, 405), (302, 405)),  # nothing was sent in this session
    "contact:track": ((200, 422), (200, 422)),
    "contact:case": ((302, 302), (302, 302)),  # to the page that asks for the code, as the next three
    "contact:message": ((302, 302), (302, 302)),
    "contact:confirm": ((302, 302), (302, 302)),
    "contact:reopen": ((302, 302), (302, 302)),
    "contact:leave": ((405, 302), (405, 302)),
    # without the help-request channel, as under Twaim's policy, there is no such page
    **{f"helping:{name}": ((404, 404), (404, 404)) for name in ("ask", "receipt", "track", "case", "leave")},
    "public:policy": ((200, 405), (200, 405)),
    "online:home": ((200, 405), (200, 405)),
    "online:policy_pdf": (SHOWN_AS_PDF, SHOWN_AS_PDF),
    "online:sign_in": ((200, 422), (200, 422)),
    "online:code": ((302, 302), (302, 302)),  # to the page that asks for the mobile, as the next one
    "online:identify": ((302, 302), (302, 302)),
    "online:sign_out": ((405, 302), (405, 302)),
    **{f"online:{name}": ((302, 302), (302, 302)) for name in AT_HOME},  # to that page too; staff are nobody here
    "survey:mine": ((302, 302), (302, 302)),  # to the door; staff are nobody here
    "survey:thanks": ((200, 405), (200, 405)),
    "survey:answer": ((404, 404), (404, 404)),  # a guessed key
    "account_login": ((200, 200), (302, 302)),
    "account_logout": ((302, 302), (200, 302)),
    "account_inactive": ((200, 405), (200, 405)),
    "account_reset_password": ((200, 200), (200, 200)),
    "account_reset_password_done": ((200, 405), (200, 405)),
    "account_reset_password_from_key": ((200, 200), (200, 200)),
    "account_reset_password_from_key_done": ((200, 405), (200, 405)),
    "account_confirm_login_code": ((302, 302), (302, 302)),
    "account_reauthenticate": ((302, 302), (200, 200)),
    "account_change_password": ((302, 302), (200, 200)),
    "account_set_password": ((302, 302), (302, 302)),
    "mfa_index": ((302, 302), (200, 405)),
    "mfa_authenticate": ((302, 302), (302, 302)),
    "mfa_reauthenticate": ((302, 302), (302, 302)),
    "mfa_activate_totp": ((302, 302), (302, 302)),
    "mfa_deactivate_totp": ((302, 302), (404, 404)),
    "mfa_view_recovery_codes": ((302, 302), (404, 405)),
    "mfa_generate_recovery_codes": ((302, 302), (302, 302)),
    "mfa_download_recovery_codes": ((302, 302), (404, 404)),
    "usersessions_list": ((302, 302), (200, 302)),
}
