"""Conflicts that the records show, for a whole docket at once: who, why, by which record (R6–R9, decision 26).

A certain one is pinned when the docket is made and again when its item is opened: the member is the applicant, lives
in the household, acts for the applicant, has a parent, spouse or child there, gave an opinion or stepped aside. The
others are hints, which the chair or secretary pins by a button. Numbers are compared by blind index, names folded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import F, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries.models import HouseholdMember, Mandate
from committees.enums import FIRST_DEGREE, Kin, Result
from committees.models import Disclosure, Seat
from complaints.models import ComplaintSubject
from core.names import canonical_words, fold, query_tokens, tokens
from core.sealed import blind_indexes
from requests.models import HeadAside, SecondOpinion, SteppedAside

from .aside import aside_before
from .enums import Ground, MatterKind
from .matters import matter_of
from .models import Item, Recusal, Vote

# of what, who, told by which column, for which ground
BY_OPINION = ("support_request", "asked_of", F("number"), Ground.OPINION)
BY_HEAD = ("support_request", "seat__membership__user", Value(""), Ground.DECLARED)
BY_STEPPING = ("support_request", "who", Value(""), Ground.STEPPED_ASIDE)
BY_COMPLAINT = ("complaint__beneficiary", "membership__user", F("complaint__reference"), Ground.SUBJECT)


class Finding(NamedTuple):
    """``evidence`` is for the chair and secretary: which record says so."""

    seat: Seat
    ground: Ground
    evidence: str
    is_certain: bool


def tied(item: Item, seats: Iterable[Seat]) -> list[tuple[Seat, Ground]]:
    """Seats of those who studied, decided or gave it: the matter itself names them. No query beyond loaded rows."""
    grounds = matter_of(item).tied()
    return [(seat, grounds[seat.membership.user_id]) for seat in seats if seat.membership.user_id in grounds]


def file_of(item: Item) -> Any:
    """The file of whose matter the item is; None where there is none."""
    return matter_of(item).file


class _Around(NamedTuple):
    """Who stands around one file: its household (without the person), and who acts for the person."""

    household: list[Any]
    mandates: list[Any]


class _Known(NamedTuple):
    """A person's number under each of its indexes, and the words of the name."""

    of_files: frozenset[str]
    of_mandates: frozenset[str]
    words: frozenset[str]


def _known(association_id: int, national_id: str, name: str = "") -> _Known:
    def under(field: str) -> frozenset[str]:
        return frozenset(blind_indexes(national_id, association_id=association_id, field=field))

    of_files, of_mandates = (under("national_id"), under("holder_id")) if national_id else (frozenset(), frozenset())
    words = query_tokens(name)
    return _Known(of_files, of_mandates, frozenset(words if len(words) > 1 else ()))


def _around(files: Sequence[Any]) -> dict[int, _Around]:
    """By file. Three queries; a mandate counts even when it is over."""
    found = {file.pk: _Around([], []) for file in files}
    own = HouseholdMember.objects.filter(beneficiary__in=found, left_on__isnull=True)
    homes: dict[int, list[int]] = defaultdict(list)
    for household, file in own.values_list("household_id", "beneficiary_id"):
        homes[household].append(file)
    for member in HouseholdMember.objects.filter(household__in=homes, left_on__isnull=True):
        for file in homes[member.household_id]:
            if member.beneficiary_id != file:
                found[file].household.append(member)
    for mandate in Mandate.objects.filter(beneficiary__in=found):
        found[mandate.beneficiary_id].mandates.append(mandate)
    return found


class _Member:
    """A seat with what its member disclosed, made ready to be compared."""

    def __init__(self, seat: Seat, disclosure: Disclosure | None) -> None:
        self.seat, self.disclosure = seat, disclosure
        self.name = fold(seat.membership.user.name_ar).split()
        self.kin: list[tuple[Any, _Known]] = []
        self.own: _Known | None = None
        self.works: list[tuple[str, frozenset[str]]] = []
        self.place: tuple[str, str] = ("", "")
        if disclosure is not None:
            of = disclosure.association_id
            self.own = _known(of, disclosure.national_id)
            self.kin = [(row, _known(of, row.national_id, row.name)) for row in disclosure.relatives.all()]
            self.works = [(row.name, frozenset(canonical_words(row.name))) for row in disclosure.employers.all()]
            self.place = (fold(disclosure.city), fold(disclosure.district))

    def with_file(self, file: Any, around: _Around) -> list[Finding]:
        """All that the member and the file have in common, the gravest first."""
        return [
            *self._oneself(file, around),
            *self._family(file, around),
            *self._family_name(file),
            *self._employer(around),
        ]

    def _found(self, ground: Ground, evidence: str, certain: bool = False) -> Finding:
        return Finding(self.seat, ground, evidence, certain)

    def _oneself(self, file: Any, around: _Around) -> list[Finding]:
        if self.own is None:
            return []
        found = []
        if file.national_id_index in self.own.of_files:
            words = _("File %(number)s: the same ID number") % {"number": _whole(file.number)}
            found.append(self._found(Ground.SAME_PERSON, words, True))
        for one in around.household:
            if one.national_id_index and one.national_id_index in self.own.of_files:
                words = _("Household of %(number)s: %(relation)s") % {
                    "number": _whole(file.number),
                    "relation": one.get_relation_display(),
                }
                found.append(self._found(Ground.HOUSEHOLD, words, True))
        for mandate in around.mandates:
            if mandate.holder_id_index in self.own.of_mandates:
                found.append(self._found(Ground.GUARDIAN, _deed(mandate), mandate.stands_on(timezone.localdate())))
        return found

    def _family(self, file: Any, around: _Around) -> list[Finding]:
        found = []
        for row, known in self.kin:
            record = self._meets(known, file, around)
            if record:
                words = _("Disclosed as %(relation)s. %(record)s") % {
                    "relation": row.get_relation_display(),
                    "record": record[0],
                }
                certain = record[1] and Kin(row.relation) in FIRST_DEGREE
                found.append(self._found(Ground.KINSHIP, words, certain))
        return found

    @staticmethod
    def _meets(known: _Known, file: Any, around: _Around) -> tuple[str, bool] | None:
        """Where a relative stands in the file, and whether by number; by name alone it is a guess."""
        if file.national_id_index in known.of_files:
            return _("File %(number)s: the same ID number") % {"number": _whole(file.number)}, True
        for one in around.household:
            if one.national_id_index and one.national_id_index in known.of_files:
                return _("In the household of %(number)s: the same ID number") % {"number": _whole(file.number)}, True
        for mandate in around.mandates:
            if mandate.holder_id_index in known.of_mandates:
                return _deed(mandate), True
        for name in (file.full_name, *(one.full_name for one in around.household)):
            if known.words and not known.of_files and known.words <= tokens(name):
                return _("In file %(number)s: the same name; no ID is known") % {"number": _whole(file.number)}, False
        return None

    def _family_name(self, file: Any) -> list[Finding]:
        family = fold(file.family_name)
        if not family or family not in self.name:
            return []
        city, district = fold(file.city), fold(file.district)
        if not self.place[0] or not city:
            return [self._found(Ground.SAME_NAME, _("The family name is the same; where both live is not known"))]
        if self.place[0] != city or (district and self.place[1] and district != self.place[1]):
            return []
        place = " · ".join(part for part in (file.city, file.district if self.place[1] else "") if part)
        return [self._found(Ground.SAME_PLACE, _("Family name and place: %(place)s") % {"place": place})]

    def _employer(self, around: _Around) -> list[Finding]:
        found = []
        for name, words in self.works:
            for one in around.household:
                work = frozenset(canonical_words(one.occupation))
                if words and work and (words <= work or (len(work) > 1 and work <= words)):
                    found.append(self._found(Ground.EMPLOYER, _("Work in the file: %(name)s") % {"name": name}))
        return found[:1]


def _whole(number: str) -> str:
    """A number that no line breaks and no Arabic word turns round."""
    return "\u2066" + number.replace("-", "\u2060-\u2060") + "\u2069"


def _deed(mandate: Any) -> str:
    return _("%(kind)s, deed %(number)s") % {"kind": mandate.get_kind_display(), "number": _whole(mandate.deed_number)}


def _members(seats: Iterable[Seat]) -> list[_Member]:
    """Each seat with its last disclosure. Three queries."""
    held = list(seats)
    rows = Disclosure.objects.prefetch_related("relatives", "employers")
    last = rows.last_of([seat.membership_id for seat in held])
    return [_Member(seat, last.get(seat.membership_id)) for seat in held]


def _recorded(cases: list[int], files: Iterable[int], users: dict[int, Seat]) -> dict[tuple[str, int], list[Finding]]:
    """By ("case", request): who gave an opinion on it, took no part in it, or stepped aside from its study; by
    ("file", person): whom a complaint of that person is about. One query.
    """
    of_case, of_file = {"support_request__in": cases}, {"complaint__beneficiary__in": files}
    parts = [
        rows.order_by().annotate(of=F(of), user=F(user), told=Cast(told, TextField()), ground=Value(str(ground)))
        for rows, of, user, told, ground in (
            (SecondOpinion.objects.filter(**of_case, given_at__isnull=False), *BY_OPINION),
            (HeadAside.objects.filter(**of_case), *BY_HEAD),
            (SteppedAside.objects.filter(**of_case), *BY_STEPPING),
            (ComplaintSubject.objects.filter(**of_file, cleared_at__isnull=True), *BY_COMPLAINT),
        )
    ]
    first, *others = (part.filter(user__in=users).values_list("of", "user", "told", "ground") for part in parts)
    found = defaultdict(list)
    for of, user, told, name in first.union(*others, all=True) if users else ():
        ground = Ground(name)
        evidence = {
            Ground.OPINION: _("Second opinion no. %(number)s") % {"number": told},
            Ground.DECLARED: _("Took no part when deciding alone"),
            Ground.STEPPED_ASIDE: _("Gave the study back because of a tie"),
            Ground.SUBJECT: _("Complaint %(number)s of this person") % {"number": _whole(told)},
        }[ground]
        key = ("file" if ground == Ground.SUBJECT else "case", of)
        found[key].append(Finding(users[user], ground, evidence, ground != Ground.SUBJECT))
    return found


def _voted_first(items: Sequence[Item], seats: dict[int, Seat]) -> dict[int, list[Finding]]:
    """By request: members whose votes carried the decision that is objected to. One query, none without objections."""
    cases = [item.support_request_id for item in items if item.kind == MatterKind.OBJECTION]
    votes = Vote.objects.filter(motion__item__support_request__in=cases, motion__item__kind=MatterKind.SUPPORT)
    carried = votes.filter(motion__result=Result.CARRIED, seat__membership__in=seats).order_by("pk")
    found = defaultdict(list)
    for case, membership in carried.values_list("motion__item__support_request_id", "seat__membership_id"):
        words = _("Voted on the decision that is objected to")
        found[case].append(Finding(seats[membership], Ground.FIRST_DECIDER, words, True))
    return found


def discover(items: Sequence[Item], seats: Sequence[Seat]) -> dict[int, list[Finding]]:
    """What the records show, by item, once for each seat and ground. At most ten queries, whatever the docket."""
    return {item.pk: found for item, found in zip(items, _discovered(items, seats), strict=True)}


def _discovered(items: Sequence[Item], seats: Sequence[Seat]) -> list[list[Finding]]:
    """For each item in its order; they need not be saved."""
    files = {file.pk: file for file in map(file_of, items) if file is not None}
    members = _members(seats)
    disclosed = any(member.disclosure for member in members)  # else there is nothing to compare
    around = _around(list(files.values())) if disclosed else {pk: _Around([], []) for pk in files}
    cases = [item.support_request_id for item in items if item.support_request_id]
    recorded = _recorded(cases, files, {seat.membership.user_id: seat for seat in seats})
    first = _voted_first(items, {seat.membership_id: seat for seat in seats})
    found: list[list[Finding]] = []
    for item in items:
        file, case = file_of(item), item.support_request_id or 0
        rows = list(recorded.get(("case", case), []))
        rows += first.get(case, []) if item.kind == MatterKind.OBJECTION else []
        if file is not None:
            for member in members:
                rows += member.with_file(file, around[file.pk])
            rows += recorded.get(("file", file.pk), [])
        once = {(row.seat.pk, row.ground): row for row in sorted(rows, key=lambda row: row.is_certain)}
        found.append(sorted(once.values(), key=lambda row: not row.is_certain))
    return found


def kept_from(items: Sequence[Item], seat: Seat) -> list[bool]:
    """For each item that is on no docket yet, whether its docket would begin without this seat."""
    before = aside_before(items, [seat.membership_id])
    return [
        seat.membership_id in known or bool(tied(item, [seat])) or any(one.is_certain for one in found)
        for item, known, found in zip(items, before, _discovered(items, [seat]), strict=True)
    ]


def hints(items: Sequence[Item], seats: Sequence[Seat]) -> dict[int, list[Finding]]:
    """By item, what concerns members who take part still; ``items`` with their recusals."""
    rows = {}
    for pk, found in discover(items, seats).items():
        item = next(one for one in items if one.pk == pk)
        aside = {row.seat_id for row in item.recusals.all()}
        rows[pk] = [one for one in found if one.seat.pk not in aside]
    return rows


def pin_certain(items: Sequence[Item], seats: Sequence[Seat], *, by: Any, at: Any) -> int:
    """What is certain, and who took no part before, is pinned at once; what is pinned stays. Gives how many."""
    aside = set(Recusal.objects.filter(item__in=items).values_list("item_id", "seat_id"))
    before = aside_before(items, [seat.membership_id for seat in seats])
    rows: dict[tuple[int, int], Recusal] = {}
    for item, known, found in zip(items, before, _discovered(items, seats), strict=True):
        certain = [(one.seat, str(one.ground)) for one in found if one.is_certain]
        again = [(seat, known[seat.membership_id]) for seat in seats if seat.membership_id in known]
        for seat, ground in (*certain, *again):
            key = item.pk, seat.pk
            if key not in aside and key not in rows:
                rows[key] = Recusal(
                    association_id=item.association_id,
                    item=item,
                    seat=seat,
                    ground=ground,
                    pinned_by=by.user,
                    pinned_at=at,
                )
    Recusal.objects.bulk_create(rows.values())
    return len(rows)
