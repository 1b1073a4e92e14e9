"""People registered twice: in each association two files wait for an answer; in Twaim two more pairs have theirs."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone
from stdnum import luhn

from accounts.models import Membership
from associations.models import Association
from beneficiaries import actions
from beneficiaries.models import Beneficiary, DuplicatePair
from core.hijri import DualDate

from .story import clock_at

OTHERWISE = str.maketrans("ةأإىآ", "هاايا")  # as another clerk types the same name
BODIES = ("199980001", "199980002", "199980003")
WHY = "أختان توأمان حضرتا معا بهويتيهما."


def tell(
    association: Association, members: Mapping[str, Membership], people: list[Beneficiary], chance: random.Random
) -> None:
    """By the verbs that people use; the desk registers a second file of people whom it did not find."""
    desk, researcher = members["desk"], members["researcher"]
    now = timezone.now()
    with clock_at(now - timedelta(days=3)):
        twice = people[:3] if association.slug == "twaim" else people[:1]
        pairs = [_registered_again(file, BODIES[n], desk) for n, file in enumerate(twice)]
    if association.slug == "twaim":
        with clock_at(now - timedelta(days=1)):
            actions.tell_apart(pairs[1], by=researcher, why=WHY)
            actions.merge(pairs[2], by=researcher, survivor=pairs[2].first.number)


def _registered_again(file: Beneficiary, body: str, desk: Membership) -> DuplicatePair:
    words = file.full_name.replace("بنت ", "").translate(OTHERWISE).split()
    second = actions.register(
        file.association,
        by=desk,
        full_name=" ".join([*words[:-2], words[-1]]),  # without the grandfather
        national_id=body + luhn.calc_check_digit(body),
        born=DualDate.of(file.born_on or file.birth_hijri),
        mobile=file.mobile,
        agreed_means="email",
        email="n@example.sa",
        city=file.city,
    )
    pair: DuplicatePair = file.association.duplicate_pairs.get(first=file, second=second)
    return pair
