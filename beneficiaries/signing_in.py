"""The beneficiary's way in: a code to the mobile, and the first time the ID and birth date of the file as well.

Whether a mobile is known is answered alike and costs alike: for one that is in no file the same rows are written
and taken back, and nothing is sent. Only who holds the mobile learns more.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import codes
from accounts.models import CodePurpose, SignInCode, User
from associations.models import Association
from core.errors import DomainError
from core.sealed import blind_indexes, index_keys
from correspondence.models import Means
from correspondence.notices.actions import Person, notify
from correspondence.notices.events import NoticeEvent

from .account import OnlineAccount
from .models import Beneficiary

FORGOTTEN_AFTER = timedelta(days=180)  # numbers change hands: after this long the ID and birth date are asked again
NAME_AR, NAME_EN = "بوابة المستفيدين", "Beneficiaries' portal"  # a user row of a beneficiary holds no name


@transaction.atomic
def ask_code(association: Association, *, mobile: str) -> SignInCode:
    """A code for this mobile, sent where it stands in a file; raises only when too many were asked for."""
    row, plain = codes.issue(association, mobile=mobile, purpose=CodePurpose.SIGN_IN)
    files = association.beneficiaries.living().filter(mobile_index__in=codes.mobile_indexes(association, mobile))
    stands_under = files.values_list("mobile_index", flat=True).first()
    is_known = stands_under is not None
    if stands_under not in (None, row.mobile_index):  # the index key is being changed, this file is not reached yet
        row.mobile_index = stands_under
        row.save(update_fields=["mobile_index"])
    with transaction.atomic():
        send_code(association, mobile=mobile, row=row, plain=plain)
        transaction.set_rollback(not is_known)
    return row


def send_code(association: Association, *, mobile: str, row: SignInCode, plain: str, language: str = "") -> None:
    """The one place where codes leave the house; the message says whether its code opens the door or signs."""
    signs = row.purpose == CodePurpose.SIGN
    notify(
        association,
        to=Person(means=Means.SMS, mobile=mobile, language=language or get_language() or "ar"),
        event=NoticeEvent.SIGNING_CODE if signs else NoticeEvent.SIGN_IN_CODE,
        key=f"code:{row.uid}",
        values={"code": plain},
    )


def prove_mobile(association: Association, uid: str, plain: str) -> str:
    """The blind index of the mobile that the code was sent to; raises ``codes.WrongCode``."""
    return str(codes.take(association, uid, plain, purpose=CodePurpose.SIGN_IN).mobile_index)


def account_of(association: Association, mobile_index: str) -> OnlineAccount | None:
    """The account that this mobile alone opens: its only file was tied before, and not too long ago."""
    files = list(_files_with(association, mobile_index).select_related("online_account__user")[:2])
    account: OnlineAccount | None = getattr(files[0], "online_account", None) if len(files) == 1 else None
    if account is None or not _is_open(account) or account.last_in_at < timezone.now() - FORGOTTEN_AFTER:
        return None
    return account


def _files_with(association: Association, mobile_index: str) -> Any:
    """The living files with this mobile, also those under another index of it while the index key changes."""
    living = association.beneficiaries.living()
    files = living.filter(mobile_index=mobile_index)
    one = files.first() if len(index_keys()) > 1 else None
    return living.filter(mobile_index__in=codes.mobile_indexes(association, one.mobile)) if one else files


def _is_open(account: OnlineAccount) -> bool:
    return account.is_active and account.user.is_active


@transaction.atomic
def tie(association: Association, *, mobile_index: str, national_id: str, born: Any) -> OnlineAccount:
    """The account of the file with this ID, birth date and proven mobile, made now if it is the first time."""
    indexes = blind_indexes(national_id, association_id=association.pk, field="national_id")
    file = _files_with(association, mobile_index).filter(national_id_index__in=indexes).first()
    if file is None or not _born_then(file, born):
        raise DomainError(
            _("These facts and this mobile are not those of one file. Check them, or ask the association to look."),
            code="no_such_file",
        )
    account = association.online_accounts.select_related("user").filter(beneficiary=file).first() or _made(file)
    if not _is_open(account):
        raise DomainError(_("This account is closed. Ask the association to open it again."), code="closed")
    return account


def _born_then(file: Beneficiary, born: Any) -> bool:
    return born.hijri == file.birth_hijri or (born.gregorian is not None and born.gregorian == file.born_on)


def _made(file: Beneficiary) -> OnlineAccount:
    now = timezone.now()
    user = User(is_applicant=True, name_ar=NAME_AR, name_en=NAME_EN)
    user.set_unusable_password()
    user.save()
    return OnlineAccount.objects.create(
        association_id=file.association_id, beneficiary=file, user=user, made_at=now, last_in_at=now
    )


def leave_everywhere(account: OnlineAccount) -> None:
    """Whoever came in before this moment, on any phone, is out: one was lent or lost."""
    account.left_everywhere_at = timezone.now()
    account.save(update_fields=["left_everywhere_at"])


def enter(account: OnlineAccount) -> None:
    """Record that the person came in."""
    account.last_in_at = timezone.now()
    account.save(update_fields=["last_in_at"])
