"""Signatures under sealed minutes and annexes: by a code to the member's own mobile, on paper, or refused (R6–R9).

A code is bound to this paper and this seat. Who has not answered is reminded by ``run_due``, a few times and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from accounts import codes
from accounts.models import CodePurpose, SignInCode
from associations.due import due, each
from associations.models import Association
from committees.models import Seat
from core import uploads
from core.errors import AlreadyHandled, DomainError, NotPermitted
from core.history import note
from correspondence.models import Audience, Means
from correspondence.notices.actions import Person, notify
from correspondence.notices.events import NoticeEvent

from ..enums import SignedHow
from ..models import Seal, Signature
from ..record import LANGUAGE, attended
from ..sealing import moment, sha256, signature_digest
from ..workflow import RECORD_REFUSED, RECORD_SIGNED, SIGN_MINUTES
from .moving import begin

REMIND_EVERY, REMIND_AT_MOST = timedelta(days=3), 3
ORPHAN_AFTER = timedelta(days=1)


def folder_of(association_id: int) -> str:
    return f"minutes/{association_id}"


def name_of(seal: Seal) -> str:
    """The paper's number, an annex with its own."""
    return f"{seal.minutes.reference}/{seal.number}" if seal.is_annex else seal.minutes.reference


def seat_to_sign(seal: Seal, by: Any) -> Seat | None:
    """The seat in which this member attended, whether it is still held or not."""
    return next((seat for seat in attended(seal.minutes.session) if seat.membership_id == by.pk), None)


def answers_of(seal: Seal) -> dict[int, Signature]:
    """By seat: the signature, or the refusal where no signature followed it. One query."""
    rows: Any = seal.signatures.select_related("seat__membership__user").order_by("pk")
    found: dict[int, Signature] = {}
    for row in rows:
        if row.seat_id not in found or row.how != SignedHow.REFUSED:
            found[row.seat_id] = row
    return found


def waiting_for(seal: Seal) -> list[Seat]:
    """Who attended and neither signed nor refused."""
    answered = answers_of(seal)
    return [seat for seat in attended(seal.minutes.session) if seat.pk not in answered]


def _own_seat(seal: Seal, by: Any) -> Seat:
    seat = seat_to_sign(seal, by)
    if seat is None:
        raise NotPermitted(_("Who attended the session signs its minutes."), code="not_permitted")
    return seat


def bound_to(seal: Seal, seat: Seat) -> str:
    """What a code signs: this paper, for this seat."""
    return sha256(f"minutes|{seal.digest}|{seat.pk}")


@transaction.atomic
def ask_code(seal: Seal, *, by: Any) -> SignInCode:
    """A code to the member's own mobile that signs exactly this paper."""
    seat = _own_seat(seal, by)
    if not by.user.mobile:
        raise DomainError(
            _("No mobile of yours is confirmed yet: add it under your account, or sign on paper."), code="no_mobile"
        )
    _refuse_signed(seal, seat)
    row, plain = codes.issue(
        seal.minutes.association, mobile=by.user.mobile, purpose=CodePurpose.SIGN, bound_to=bound_to(seal, seat)
    )
    notify(
        seal.minutes.association,
        to=Person(means=Means.SMS, mobile=by.user.mobile, language=LANGUAGE, audience=Audience.STAFF),
        event=NoticeEvent.MINUTES_CODE,
        key=f"code:{row.uid}",
        values={"code": plain, "reference": seal.minutes.reference},
    )
    return row


def waiting_code(seal: Seal, *, by: Any) -> SignInCode | None:
    """The code that was sent for this and may still be used."""
    seat = seat_to_sign(seal, by)
    if seat is None or not by.user.mobile:
        return None
    return codes.waiting(
        seal.minutes.association, mobile=by.user.mobile, purpose=CodePurpose.SIGN, bound_to=bound_to(seal, seat)
    )


def _refuse_signed(seal: Seal, seat: Seat) -> None:
    if seal.signatures.filter(seat=seat).exclude(how=SignedHow.REFUSED).exists():
        raise AlreadyHandled(_("%(person)s signed already.") % {"person": seat.membership.user.name}, code="signed")


@transaction.atomic
def sign(seal: Seal, *, by: Any, code_uid: str, code: str) -> Signature:
    """The member's own signature; raises ``WrongCode``. Count the guess before, outside this transaction."""
    session, now = begin(seal.minutes.session, SIGN_MINUTES, by=by)
    seat = _own_seat(seal, by)
    _refuse_signed(seal, seat)
    codes.take(seal.minutes.association, code_uid, code, purpose=CodePurpose.SIGN, bound_to=bound_to(seal, seat))
    made = _signed(seal, seat, SignedHow.CODE, by=by, at=now)
    note(session, SIGN_MINUTES, by=by, at=now, detail={"paper": name_of(seal)})
    return made


def record_on_paper(seal: Seal, *, by: Any, seat_ids: Sequence[int], upload: Any) -> list[Signature]:
    """Members signed the printed paper; its scan is kept once for all of them."""
    with uploads.kept(upload, folder=folder_of(seal.association_id)) as stored, transaction.atomic():
        session, now = begin(seal.minutes.session, RECORD_SIGNED, by=by)
        seats = [seat for seat in attended(session) if seat.pk in seat_ids]
        if not seats or len(seats) != len(set(seat_ids)):
            raise DomainError(_("Who attended the session signs its minutes."), code="no_seat", field="seats")
        for seat in seats:
            _refuse_signed(seal, seat)
        made = [_signed(seal, seat, SignedHow.PAPER, by=by, at=now, stored=stored) for seat in seats]
        names = "، ".join(seat.membership.user.name_ar for seat in seats)
        note(session, RECORD_SIGNED, by=by, at=now, detail={"paper": name_of(seal), "member": names})
    return made


@transaction.atomic
def record_refusal(seal: Seal, *, by: Any, seat_id: int, words: str) -> Signature:
    """A member does not sign; why stands under the minutes. A signature may still follow."""
    session, now = begin(seal.minutes.session, RECORD_REFUSED, by=by)
    seat = next((seat for seat in attended(session) if seat.pk == seat_id), None)
    if seat is None:
        raise DomainError(_("Who attended the session signs its minutes."), code="no_seat", field="seat")
    if seal.signatures.filter(seat=seat).exists():
        raise AlreadyHandled(_("%(person)s answered already.") % {"person": seat.membership.user.name}, code="signed")
    made = _signed(seal, seat, SignedHow.REFUSED, by=by, at=now, words=words.strip())
    detail = {"paper": name_of(seal), "member": seat.membership.user.name_ar}
    note(session, RECORD_REFUSED, by=by, at=now, detail=detail)
    return made


def _signed(
    seal: Seal, seat: Seat, how: SignedHow, *, by: Any, at: datetime, words: str = "", stored: Any = None
) -> Signature:
    made = Signature(
        association_id=seal.association_id,
        seal=seal,
        seat=seat,
        how=how,
        signed_name=seat.membership.user.name_ar,
        words=words,
        recorded_by=by.user,
        at=at,
    )
    if stored is not None:
        made.stored_as, made.media_type, made.scan_sha256 = stored.name, stored.media_type, stored.sha256
    made.digest = signature_digest(seal.digest, **facts_of_signature(made))
    made.save(force_insert=True)
    return made


def facts_of_signature(row: Signature) -> dict[str, Any]:
    """What the hash of a signature is of, beside the paper's own."""
    return {
        "uid": str(row.uid),
        "seat": row.seat_id,
        "how": str(row.how),
        "name": row.signed_name,
        "words": row.words,
        "scan": [row.stored_as, row.media_type, row.scan_sha256],
        "recorded_by": row.recorded_by_id,
        "at": moment(row.at),
    }


@due("minutes that wait for signatures")
def remind(association: Association) -> int:
    """Whoever attended and has not answered hears of it, when it is sealed and every few days a few times more."""
    since = timezone.now() - (REMIND_AT_MOST + 1) * REMIND_EVERY
    rows = Seal.objects.filter(association=association, sealed_at__gt=since).unanswered()
    return each(rows.select_related("minutes__session").order_by("pk"), remind_of)


def remind_of(seal: Seal) -> int:
    """How many were told; each reminder of one paper goes to a member once."""
    turn = min((timezone.now() - seal.sealed_at) // REMIND_EVERY, REMIND_AT_MOST)
    told = 0
    for seat in waiting_for(seal):
        key = f"{NoticeEvent.MINUTES_WAIT}:{name_of(seal)}:{turn}:{seat.pk}"
        user = seat.membership.user
        if not (user.is_active and user.email) or seal.minutes.association.notices.filter(key=key).exists():
            continue
        with translation.override(LANGUAGE):
            notify(
                seal.minutes.association,
                to=Person(
                    means=Means.EMAIL, email=user.email, name=user.name, language=LANGUAGE, audience=Audience.STAFF
                ),
                event=NoticeEvent.MINUTES_WAIT,
                key=key,
                values={"reference": name_of(seal)},
                about=seal.minutes.session.reference,
            )
        told += 1
    return told


@due("scans of minutes without a row")
def sweep_scans(association: Association) -> int:
    """A process that died between file and row leaves a file that nobody named."""
    named = Signature.objects.filter(association=association).exclude(stored_as="").values_list("stored_as", flat=True)
    return uploads.sweep(folder_of(association.pk), named=set(named), older_than=ORPHAN_AFTER)
