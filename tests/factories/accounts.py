"""People who sign in, and their memberships with roles."""

from typing import Any

import factory

from accounts.models import Membership, User


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.test")
    name_ar = factory.Sequence(lambda n: f"موظف {n}")
    name_en = factory.Sequence(lambda n: f"Member {n}")


class MembershipFactory(factory.django.DjangoModelFactory):
    """``roles=[Role.DESK]`` gives the roles."""

    class Meta:
        model = Membership
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)

    @factory.post_generation
    def roles(self: Any, create: bool, extracted: list[str] | None, **kwargs: Any) -> None:
        for role in extracted or []:
            self.membership_roles.create(role=role)
