"""Invented households with a file each: ages that fit, one family name, what comes in and what is owed.

Identity numbers have a right check digit and begin with 19 or 29, mobiles with 052: to our knowledge nobody was ever
given such a number. Every hundredth file or so is of a person who is known already, in another spelling and with
another number, for the list of likely duplicates.
"""

from __future__ import annotations

import random
import uuid
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.utils import timezone
from stdnum import luhn

from associations.models import Association
from beneficiaries.enums import (
    Calendar,
    ContactMeans,
    Employment,
    HealthSituation,
    Housing,
    IdKind,
    IncomeKind,
    MaritalStatus,
    ObligationKind,
    Relation,
    Sex,
)
from beneficiaries.models import Beneficiary, Household, HouseholdMember, Income, Obligation, SearchToken
from core.hijri import DualDate

from .names import FourPart, misspelt, somebody
from .writing import Batch

PLACES = {
    "الهفوف": ("المزروعية", "السلمانية", "الخالدية"),
    "المبرز": ("الراشدية", "المجابل", "العيوني"),
    "المجمعة": ("الفيصلية", "اليرموك", "المطار"),
    "التويم": ("الحزم", "الديرة"),
    "حوطة سدير": ("الصفراء", "البلد"),
    "مكة المكرمة": ("العزيزية", "الشوقية", "العوالي", "الزاهر"),
    "الرياض": ("النسيم", "العريجاء", "الشفا", "لبن", "الدار البيضاء"),
    "جدة": ("الصفا", "بني مالك", "الحمدانية"),
}
COUNTRIES = ("YE", "SY", "SD", "EG", "PK", "BD")
SPREAD = 7_368_787  # prime to the count below, so that neighbours' numbers lie far apart and none comes twice
NUMBERS = 10_000_000
ONE_IN = 120  # files to one that is a duplicate


class Kind(NamedTuple):
    """A kind of household: how often, the head's sex, age and marital status, and whether there are children."""

    weight: int
    woman: bool
    ages: tuple[int, int]
    marital: MaritalStatus
    children: tuple[int, int]


KINDS = (
    Kind(28, True, (28, 62), MaritalStatus.WIDOWED, (1, 6)),
    Kind(17, True, (24, 52), MaritalStatus.DIVORCED, (0, 4)),
    Kind(5, True, (26, 55), MaritalStatus.ABANDONED, (1, 5)),
    Kind(32, False, (27, 64), MaritalStatus.MARRIED, (0, 7)),
    Kind(10, False, (65, 88), MaritalStatus.MARRIED, (0, 1)),
    Kind(8, False, (19, 45), MaritalStatus.SINGLE, (0, 0)),
)
_RUNNING = [sum(kind.weight for kind in KINDS[: place + 1]) for place in range(len(KINDS))]
SCHOOLS = ((6, "دون سن الدراسة"), (12, "المرحلة الابتدائية"), (15, "المرحلة المتوسطة"), (18, "المرحلة الثانوية"))
RENTS, EARNINGS = range(600, 2600, 50), range(1800, 6200, 100)


def identity(ordinal: int, first: str) -> str:
    """The right ID of this place in the range nobody has; another for each ordinal below ten million."""
    body = f"{first}9{ordinal * SPREAD % NUMBERS:07d}"
    return body + str(luhn.calc_check_digit(body))


class Families:
    """Makes the files of one association, the longest known first."""

    def __init__(
        self, association: Association, *, members: dict[str, Any], count: int, chance: random.Random, since: date
    ) -> None:
        self.association, self.by, self.count, self.chance = association, members["desk"], count, chance
        self.known = association.beneficiaries.count()
        self.since, self.today = since, timezone.localdate()
        self.confirm_months = association.policy_in_force().files.confirm_every_months
        self.made = 0
        self.recent: list[tuple[Beneficiary, FourPart]] = []

    def fill(self, rows: Batch, count: int) -> None:
        """The next files with their households, added to the batch."""
        for _place in range(count):
            twice = self.recent and self.chance.randrange(ONE_IN) == 0
            self._known_twice(rows) if twice else self._household(rows)

    # --- files -------------------------------------------------------------------------------

    def _registered(self) -> datetime:
        """Evenly from the first day to today, in the order of the files."""
        days = (self.today - self.since).days
        day = self.since + timedelta(days=days * self.made // max(self.count, 1))
        minutes = timedelta(hours=8, minutes=self.chance.randrange(360))
        return min(timezone.make_aware(datetime.combine(day, datetime.min.time())) + minutes, timezone.now())

    def _file(self, rows: Batch, name: FourPart, *, woman: bool, saudi: bool, born: date, **facts: Any) -> Beneficiary:
        chance, at = self.chance, self._registered()
        on = timezone.localdate(at)
        city = pick_of(chance, list(PLACES))
        linked = chance.random() < 0.4
        file = Beneficiary(
            association=self.association,
            uid=uid(chance),
            number=rows.reference("B", on),
            full_name=name.in_full(("بنت" if woman else "بن") if linked else ""),
            **dict(zip(("first_name", "father_name", "grandfather_name", "family_name"), name, strict=True)),
            sex=Sex.FEMALE if woman else Sex.MALE,
            nationality="SA" if saudi else pick_of(chance, COUNTRIES),
            id_kind=IdKind.NATIONAL if saudi else IdKind.IQAMA,
            id_expires_on=on + timedelta(days=chance.randrange(60, 3000)),
            agreed_means=chance.choices([ContactMeans.SMS, ContactMeans.PHONE, ContactMeans.IN_PERSON], [80, 15, 5])[
                0
            ],
            city=city,
            district=pick_of(chance, PLACES[city]),
            registered_at=at,
            registered_by=self.by.user,
            confirmed_on=on,
            confirm_due_on=on + timedelta(days=self.confirm_months * 30),
            **facts,
        )
        file.national_id = identity(self.known + self.made, "1" if saudi else "2")
        file.set_birth(DualDate.of(born, Calendar.HIJRI if chance.random() < 0.7 else Calendar.GREGORIAN))
        self.made += 1
        return file

    def _keep(self, rows: Batch, file: Beneficiary, mobile: str) -> Beneficiary:
        file.mobile = mobile
        rows.add(file)
        for token in SearchToken.words_of(file.full_name):
            rows.add(SearchToken(association_id=file.association_id, token=token, beneficiary_id=file.pk))
        return file

    def _known_twice(self, rows: Batch) -> Beneficiary:
        """Somebody registered a while ago, once more."""
        before, name = pick_of(self.chance, self.recent)
        again = FourPart(*map(misspelt, name))
        woman, saudi = before.sex == Sex.FEMALE, before.nationality == "SA"
        file = self._file(rows, again, woman=woman, saudi=saudi, born=before.born_on, marital=before.marital)
        return self._keep(rows, file, before.mobile)

    # --- households --------------------------------------------------------------------------

    def _household(self, rows: Batch) -> Beneficiary:
        chance = self.chance
        kind = chance.choices(KINDS, cum_weights=_RUNNING)[0]
        saudi = chance.random() < 0.9
        name = somebody(chance, woman=kind.woman, saudi=saudi)
        age = chance.randint(*kind.ages)
        file = self._file(
            rows,
            name,
            woman=kind.woman,
            saudi=saudi,
            born=self._birth(age),
            marital=kind.marital,
            employment=_employment(chance, age, kind.woman),
            housing=pick_of(chance, (Housing.RENTED, Housing.RENTED, Housing.OWNED, Housing.FAMILY, Housing.CHARITY)),
            health=_health(chance, age),
        )
        self._keep(rows, file, f"+96652{chance.randrange(10**7):07d}")
        if len(self.recent) < 400:
            self.recent.append((file, name))
        else:
            self.recent[chance.randrange(400)] = (file, name)
        self._live_together(rows, file, name, kind, age)
        return file

    def _live_together(self, rows: Batch, file: Beneficiary, name: FourPart, kind: Kind, age: int) -> None:
        chance, joined = self.chance, timezone.localdate(file.registered_at)
        household = rows.add(Household(association=self.association, uid=uid(chance), formed_at=file.registered_at))

        def member(relation: Relation, called: str, born: date, sex: Sex, **facts: Any) -> HouseholdMember:
            row = HouseholdMember(
                association=self.association,
                household_id=household.pk,
                uid=uid(chance),
                relation=relation,
                full_name=called,
                sex=sex,
                joined_on=joined,
                **facts,
            )
            row.set_birth(DualDate.of(born, Calendar.HIJRI))
            return rows.add(row)  # type: ignore[no-any-return]

        head = member(
            Relation.HEAD, file.full_name, file.born_on, Sex(file.sex), beneficiary_id=file.pk, health=file.health
        )
        father, mother_age = name, age
        if kind.woman:
            father = somebody(chance, woman=False)
        elif kind.marital == MaritalStatus.MARRIED:
            mother_age = max(20, age - chance.randrange(0, 9))
            wife = somebody(chance, woman=True)
            member(Relation.SPOUSE, wife.in_full(), self._birth(mother_age), Sex.FEMALE, health="")
        for child_age in sorted(_ages(chance, kind, mother_age), reverse=True):
            girl = chance.random() < 0.5
            called = somebody(chance, woman=girl).first
            stage = next((words for until, words in SCHOOLS if child_age < until), "")
            born, sex = self._birth(child_age), Sex.FEMALE if girl else Sex.MALE
            member(Relation.CHILD, father.child(called).in_full(), born, sex, occupation=stage)
        self._money(rows, head, file, age, joined)

    def _money(self, rows: Batch, head: HouseholdMember, file: Beneficiary, age: int, since: date) -> None:
        chance = self.chance
        sources = [IncomeKind.SOCIAL_SECURITY if chance.random() < 0.6 else IncomeKind.CITIZEN_ACCOUNT]
        if file.employment in (Employment.EMPLOYED, Employment.SELF_EMPLOYED):
            sources.append(IncomeKind.SALARY if file.employment == Employment.EMPLOYED else IncomeKind.BUSINESS)
        elif age >= 60 and chance.random() < 0.6:
            sources.append(IncomeKind.PENSION)
        dues = [ObligationKind.UTILITIES] if chance.random() < 0.7 else []
        dues += [ObligationKind.RENT] if file.housing == Housing.RENTED else []
        dues += [ObligationKind.LOAN] if chance.random() < 0.25 else []
        dues += [ObligationKind.TREATMENT] if file.health != HealthSituation.WELL and chance.random() < 0.5 else []
        common = {"association": self.association, "member_id": head.pk, "from_on": since}
        for source in sources:
            earned = source in (IncomeKind.SALARY, IncomeKind.BUSINESS, IncomeKind.PENSION)
            amount = chance.choice(EARNINGS) if earned else chance.randrange(300, 1500, 10)
            rows.add(Income(kind=source, monthly=amount, **common))
        for due in dues:
            amount = chance.choice(RENTS) if due == ObligationKind.RENT else chance.randrange(100, 1200, 10)
            rows.add(Obligation(kind=due, monthly=amount, **common))

    def _birth(self, age: int) -> date:
        return self.today - timedelta(days=age * 365 + age // 4 + self.chance.randrange(365))


def pick_of(chance: random.Random, choices: Any) -> Any:
    """One of a sequence; quicker than ``choice`` is not needed, a name for it is."""
    return choices[int(chance.random() * len(choices))]


def uid(chance: random.Random) -> uuid.UUID:
    return uuid.UUID(int=chance.getrandbits(128), version=4)


def _ages(chance: random.Random, kind: Kind, mother_age: int) -> list[int]:
    """Children born when the mother was 18 to 43, who still live at home, no two of one year."""
    youngest, oldest = max(0, mother_age - 43), min(25, mother_age - 18)
    possible = range(youngest, oldest + 1)
    return chance.sample(possible, min(chance.randint(*kind.children), len(possible)))


def _employment(chance: random.Random, age: int, woman: bool) -> Employment:
    if age >= 60:
        return Employment.RETIRED if not woman else Employment.HOME
    choices = (
        (Employment.HOME, Employment.HOME, Employment.LOOKING, Employment.EMPLOYED)
        if woman
        else (Employment.EMPLOYED, Employment.SELF_EMPLOYED, Employment.LOOKING, Employment.UNABLE)
    )
    return pick_of(chance, choices)  # type: ignore[no-any-return]


def _health(chance: random.Random, age: int) -> HealthSituation:
    weights = [70, 15, 12, 3] if age < 55 else [35, 45, 10, 10]
    return chance.choices(list(HealthSituation), weights)[0]
