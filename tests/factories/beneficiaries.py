"""People known to an association, made by the same action as the desk uses."""

import datetime
from typing import Any

import factory
from stdnum import luhn

from beneficiaries.actions import register
from beneficiaries.models import Beneficiary
from core.hijri import DualDate


def national_id(n: int, *, first: str = "1") -> str:
    """The n-th right ID: its check digit fits."""
    start = f"{first}{n:08d}"
    return start + luhn.calc_check_digit(start)


class BeneficiaryFactory(factory.django.DjangoModelFactory):
    """``association`` and ``by`` (a membership that may register) are needed."""

    class Meta:
        model = Beneficiary

    full_name = factory.Sequence(lambda n: f"منيرة بنت فهد الشمري {'ابجدهوزحطي'[n % 10]}")
    national_id = factory.Sequence(national_id)
    mobile = factory.Sequence(lambda n: f"+9665{n:08d}")
    born = DualDate.of(datetime.date(1985, 3, 6), "gregorian")
    agreed_means = "sms"
    city = "الهفوف"

    @classmethod
    def _create(cls, model_class: type[Beneficiary], *args: Any, **kwargs: Any) -> Beneficiary:
        return register(kwargs.pop("association"), **kwargs)
