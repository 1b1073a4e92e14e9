"""What the files of a batch say, read once for all of them: for signatures, conditions and studies. Six queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects

from beneficiaries.enums import Relation
from beneficiaries.models import Beneficiary, HouseholdMember, Income, Obligation
from beneficiaries.need import PerHead, per_head
from requests.eligibility import Facts
from requests.facts_of_file import OF_PERSON


class Situations:
    """``of(person, on)`` for people of one batch; a sum counts while it runs."""

    def __init__(self, people: Iterable[Beneficiary]) -> None:
        self.people = {person.pk: person for person in people}
        prefetch_related_objects(list(self.people.values()), "memberships__household", "in_categories__category")
        places = [self.place(person) for person in self.people.values()]
        homes = {place.household_id for place in places if place is not None}
        self.members: dict[int, list[Any]] = defaultdict(list)
        standing = HouseholdMember.objects.filter(household__in=homes, left_on__isnull=True).order_by("pk")
        for member in standing:
            self.members[member.household_id].append(member)
        self.incomes, self.obligations = (self._money(model, homes) for model in (Income, Obligation))

    def _money(self, model: Any, homes: Iterable[int]) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = defaultdict(list)
        rows = model.objects.filter(member__household__in=homes, member__left_on__isnull=True).order_by("pk")
        for row in rows:
            found[row.member_id].append(row)
        return found

    def place(self, person: Beneficiary) -> HouseholdMember | None:
        return next((row for row in person.memberships.all() if row.left_on is None), None)

    def home(self, person: Beneficiary) -> list[Any]:
        """Who lives together, the head first."""
        place = self.place(person)
        members = self.members[place.household_id] if place else []
        return sorted(members, key=lambda member: member.relation != Relation.HEAD)

    def sums(self, found: dict[int, list[Any]], members: list[Any], on: date) -> list[tuple[Any, Any]]:
        """(whose, sum) of what runs on the day."""
        rows = [(member, row) for member in members for row in found[member.pk]]
        return [(who, row) for who, row in rows if row.from_on <= on and (row.ended_on is None or row.ended_on > on)]

    def facts(self, person: Beneficiary, on: date) -> Facts:
        """As ``requests.eligibility_facts.facts_of`` of a file without documents and former grants."""
        members = self.home(person)
        figures: PerHead | None = None
        if members:
            sums = ([row.monthly for _who, row in self.sums(kind, members, on)] for kind in self._kinds())
            figures = per_head(*sums, people=len(members))
        return Facts(
            on=on,
            age=person.age_on(on),
            sex=person.sex,
            city=person.city,
            marital=person.marital,
            employment=person.employment,
            housing=person.housing,
            categories=frozenset(str(row.category_id) for row in person.in_categories.all()),
            is_member=bool(person.assembly_number or person.assembly_since),
            people=figures.people if figures else None,
            net=figures.net if figures else None,
            per_head=figures.per_head if figures else None,
        )

    def kept(self, person: Beneficiary, on: date) -> dict[str, Any]:
        """As ``requests.facts_of_file`` keeps them with a study."""
        members = self.home(person)
        incomes, obligations = (
            [
                {"whose": who.full_name, "kind": row.kind, "monthly": str(row.monthly)}
                for who, row in self.sums(kind, members, on)
            ]
            for kind in self._kinds()
        )
        return {
            "taken_on": on.isoformat(),
            "name": person.full_name,
            "age": person.age_on(on),
            "person": {name: getattr(person, name) for name in OF_PERSON},
            "housing": person.housing,
            "categories": [
                {"ar": row.category.name_ar, "en": row.category.name_en} for row in person.in_categories.all()
            ],
            "members": [
                {"name": row.full_name, "relation": row.relation, "age": row.age_on(on), "occupation": row.occupation}
                for row in members
            ],
            "incomes": incomes,
            "obligations": obligations,
        }

    def _kinds(self) -> tuple[dict[int, list[Any]], dict[int, list[Any]]]:
        return self.incomes, self.obligations
