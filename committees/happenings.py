"""What histories of every room say where a body cannot decide a matter: events beside the tables of their moves."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NO_QUORUM = "no_quorum"  # nobody was named who decides instead
SAME_BODY = "same_body"
OF_BODIES = {
    NO_QUORUM: _("No quorum can be reached: management was told"),
    SAME_BODY: _("Management left it with its body"),
}
