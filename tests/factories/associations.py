"""Associations without a policy; those with one come from ``associations.presets.load``."""

import factory

from associations.models import Association


class AssociationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Association

    slug = factory.Sequence(lambda n: f"association-{n}")
    name_ar = factory.Sequence(lambda n: f"جمعية {n}")
    name_en = factory.Sequence(lambda n: f"Association {n}")
