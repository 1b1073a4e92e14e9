"""A mobile is a member's once a code that was sent to it came back (constraint); minutes are signed by it (R6–R9).

Nobody enters another's number: whoever could, could sign in their name. Who had a number before is told by it.
"""

from __future__ import annotations

from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import codes
from accounts.models import CodePurpose, Membership, SignInCode, User
from core.errors import DomainError
from core.sealed import seal, unseal

from ..models import Audience, Means
from ..notices.actions import Person, notify
from ..notices.events import NoticeEvent


def sealed(by: Membership, mobile: str) -> str:
    """The number as it waits in its owner's session."""
    return seal(mobile, context=_context(by))


def unsealed(by: Membership, text: str) -> str:
    return unseal(text, context=_context(by))


def _context(by: Membership) -> str:
    return f"own_mobile:{by.user_id}"


def _bound_to(by: Membership, mobile: str) -> str:
    """What a code confirms: this number, for this account."""
    return sha256(f"mobile|{by.user_id}|{mobile}".encode()).hexdigest()


@transaction.atomic
def ask_code(by: Membership, *, mobile: str) -> SignInCode:
    """A code to the number that the member says is theirs."""
    if by.user.mobile == mobile:
        raise DomainError(_("This is your number already, and it is confirmed."), code="same", field="mobile")
    row, plain = codes.issue(
        by.association, mobile=mobile, purpose=CodePurpose.CONFIRM, bound_to=_bound_to(by, mobile)
    )
    notify(
        by.association,
        to=_person(mobile=mobile),
        event=NoticeEvent.MOBILE_CODE,
        key=f"code:{row.uid}",
        values={"code": plain},
    )
    return row


def _person(*, mobile: str | None = None, email: str | None = None) -> Person:
    return Person(
        means=Means.SMS if mobile else Means.EMAIL,
        mobile=mobile or "",
        email=email or "",
        language=get_language() or "ar",
        audience=Audience.STAFF,
    )


def waiting_code(by: Membership, *, mobile: str) -> SignInCode | None:
    """The code that was sent for this and may still be used."""
    bound_to = _bound_to(by, mobile)
    return codes.waiting(by.association, mobile=mobile, purpose=CodePurpose.CONFIRM, bound_to=bound_to)


@transaction.atomic
def confirm(by: Membership, *, mobile: str, code_uid: str, code: str) -> User:
    """The number is the member's; raises ``WrongCode``. Count the guess before, outside this transaction.

    The number before hears of it; where there was none, the e-mail does.
    """
    user = User.objects.select_for_update().get(pk=by.user_id)
    codes.take(by.association, code_uid, code, purpose=CodePurpose.CONFIRM, bound_to=_bound_to(by, mobile))
    before, user.mobile, user.mobile_confirmed_at = user.mobile, mobile, timezone.now()
    try:
        with transaction.atomic():
            user.save(update_fields=["mobile", "mobile_confirmed_at"])
    except IntegrityError as error:
        raise DomainError(
            _("This number is confirmed for another account. Use another, or ask the administrator to look into it."),
            code="taken",
        ) from error
    if before or user.email:
        notify(
            by.association,
            to=_person(mobile=before) if before else _person(email=user.email),
            event=NoticeEvent.MOBILE_CHANGED,
            key=f"mobile_changed:{code_uid}",
            values={},
        )
    return user
