"""The legal moves of a sheet on its way into the files: a person decides, the background worker carries out.

``WORKER`` is no right of any role: those moves are ``run_imports``' alone.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.workflow import Transition, Workflow, sources

from .models.imports import ImportStatus as S

WORKER = "worker"
NAME_COLUMNS = "name_columns"
CHECKED = "checked"
FAIL = "fail"
START = "start"
FINISH = "finish"
STOP = "stop"
UNDO = "undo"
UNDONE = "undone"
DISCARD = "discard"
_MAY = Permission.IMPORT_FILES

IMPORT_WORKFLOW = Workflow(
    "import",
    S,
    [
        Transition(
            NAME_COLUMNS, _("Check the rows"), _("Columns named"), sources(S.COLUMNS, S.CHECKED), S.READING, _MAY
        ),
        Transition(CHECKED, _("Record as checked"), _("Checked"), sources(S.READING), S.CHECKED, WORKER),
        Transition(FAIL, _("Give up reading"), _("Could not be read"), sources(S.READING), S.FAILED, WORKER),
        Transition(START, _("Enter the files"), _("Started"), sources(S.CHECKED), S.WRITING, _MAY),
        Transition(FINISH, _("Record as entered"), _("Entered"), sources(S.WRITING), S.DONE, WORKER),
        Transition(STOP, _("Stop"), _("Stopped"), sources(S.WRITING, S.UNDOING), S.DONE, _MAY),
        Transition(UNDO, _("Undo the import"), _("Undo started"), sources(S.DONE), S.UNDOING, _MAY),
        Transition(UNDONE, _("Record as undone"), _("Undone"), sources(S.UNDOING), S.UNDONE, WORKER),
        Transition(
            DISCARD,
            _("Discard the sheet"),
            _("Discarded"),
            sources(S.COLUMNS, S.READING, S.CHECKED, S.FAILED),
            S.DISCARDED,
            _MAY,
        ),
    ],
)
