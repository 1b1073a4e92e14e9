"""One-time codes: six digits, five minutes, five guesses, once; only a keyed hash is kept.

After some codes to one mobile the next waits, ever longer and never long: nobody who asks for codes with somebody
else's number keeps them out for a day. A code that was sent stays good meanwhile.

A guess is counted in its own transaction before it is looked at, so no refusal can take the count back.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, Max
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from associations.models import Association
from core.errors import DomainError
from core.sealed import blind_index, blind_indexes

from .models import CodePurpose, SignInCode

LENGTH = 6
LIFETIME = timedelta(minutes=5)
GUESSES = 5
WAITS = (0, 0, 0, 0, 0, 1, 2, 5, 10, 15)  # minutes before the next code, after so many within a day


class WrongCode(DomainError):
    """The code is not the one that was sent, or it is no longer good; which of them is not said."""

    def __init__(self) -> None:
        super().__init__(
            _("This code is wrong, or its five minutes are over. Check the latest message, or ask for a new code."),
            code="wrong_code",
            field="code",
        )


def mobile_index(association: Association, mobile: str) -> str:
    """What the association's files with this mobile are found by."""
    return blind_index(mobile, association_id=association.pk, field="mobile")


def mobile_indexes(association: Association, mobile: str) -> list[str]:
    """Under what a file with this mobile may stand while the index key changes."""
    return blind_indexes(mobile, association_id=association.pk, field="mobile")


def issue(association: Association, *, mobile: str, purpose: str, bound_to: str = "") -> tuple[SignInCode, str]:
    """A new code as (row, plain digits), whether anybody knows the mobile or not. The caller sends it."""
    now = timezone.now()
    index = mobile_index(association, mobile)
    lately = association.sign_in_codes.filter(
        mobile_index__in=mobile_indexes(association, mobile), purpose=purpose, made_at__gt=now - timedelta(days=1)
    )
    sent = lately.aggregate(count=Count("pk"), last=Max("made_at"))
    wait = timedelta(minutes=WAITS[min(sent["count"], len(WAITS) - 1)])
    if sent["last"] is not None and sent["last"] + wait > now:
        raise _too_soon(sent["last"] + wait - now)
    plain = f"{secrets.randbelow(10**LENGTH):0{LENGTH}d}"
    row = SignInCode(
        association=association,
        purpose=purpose,
        mobile_index=index,
        bound_to=bound_to,
        made_at=now,
        expires_at=now + LIFETIME,
    )
    row.digest = _digest(row.uid, plain)
    row.save(force_insert=True)
    return row, plain


def _too_soon(left: timedelta) -> DomainError:
    minutes = max(1, -(-int(left.total_seconds()) // 60))
    words = ngettext(
        "Codes were sent to this number lately: use the latest, or ask again in %(minutes)s minute. "
        "The association can help you as well.",
        "Codes were sent to this number lately: use the latest, or ask again in %(minutes)s minutes. "
        "The association can help you as well.",
        minutes,
    )
    return DomainError(words % {"minutes": minutes}, code="too_many_codes")


def _digest(uid: UUID, plain: str) -> str:
    return salted_hmac("accounts.codes", f"{uid}|{plain}", algorithm="sha256").hexdigest()


def count_guess(association: Association, uid: str) -> None:
    """One guess more; call it before ``take`` and outside its transaction."""
    association.sign_in_codes.filter(uid=uid, used_at=None, guesses__lte=GUESSES).update(guesses=F("guesses") + 1)


@transaction.atomic
def take(association: Association, uid: str, plain: str, *, purpose: str, bound_to: str = "") -> SignInCode:
    """Use the code up; raises ``WrongCode`` where it is wrong, late, used, guessed too often, or of another act."""
    rows = association.sign_in_codes.select_for_update().filter(uid=uid, purpose=purpose, bound_to=bound_to)
    row: Any = rows.first()
    now = timezone.now()
    right = row is not None and constant_time_compare(row.digest, _digest(row.uid, plain))
    if not right or row.used_at or row.expires_at < now or row.guesses > GUESSES:
        raise WrongCode
    row.used_at = now
    row.save(update_fields=["used_at"])
    return row  # type: ignore[no-any-return]


def waiting(association: Association, *, mobile: str, purpose: str, bound_to: str) -> SignInCode | None:
    """The latest code of this act that may still be used."""
    return association.sign_in_codes.filter(
        mobile_index__in=mobile_indexes(association, mobile),
        purpose=purpose,
        bound_to=bound_to,
        used_at=None,
        expires_at__gt=timezone.now(),
        guesses__lt=GUESSES,
    ).first()


__all__ = ["CodePurpose", "WrongCode", "count_guess", "issue", "mobile_index", "mobile_indexes", "take", "waiting"]
