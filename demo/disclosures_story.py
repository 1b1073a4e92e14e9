"""Members of the voting body disclose their interests: a wife among those who ask, a brother, a common employer."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from stdnum import luhn

from accounts.models import Membership
from beneficiaries.models import Beneficiary
from committees.disclosing import Relative, disclose, look_at

from .story import clock_at


def _invented_id(number: int) -> str:
    start = f"10900{number:04d}"
    return start + str(luhn.calc_check_digit(start))


def tell(members: dict[str, Membership], people: list[Beneficiary]) -> None:
    """Three weeks ago; the deputy has not disclosed yet."""
    wife, brother = people[0], people[3]
    kin = {
        "chair": [Relative("عبدالله إبراهيم القلمي", "child")],
        "member2": [Relative(brother.full_name, "sibling", brother.national_id)],
        "member3": [Relative(wife.full_name, "spouse", wife.national_id)],
        "member4": [],
    }
    with clock_at(timezone.now() - timedelta(days=21)):
        for number, (account, relatives) in enumerate(kin.items()):
            told = disclose(
                members[account],
                national_id=_invented_id(number),
                city="الرياض",
                district="النرجس",
                employers=["وزارة التعليم"] if account == "chair" else ["مؤسسة بيان للمقاولات"],
                relatives=relatives,
            )
        look_at(told, by=members["manager"])
