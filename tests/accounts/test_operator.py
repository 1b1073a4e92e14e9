"""The operator: made by one command, asked for a second step, and kept to the operator's desk."""

import pytest
from django.core.management import call_command

from accounts.models import User
from accounts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a-long-enough-secret")
    call_command("createsuperuser", "--noinput", email="operator@example.org", name_ar="المشغّل", verbosity=0)
    return User.objects.get(email="operator@example.org")


def test_the_operator_can_set_up_the_second_step_that_is_demanded(operator, client, settings):
    settings.SECOND_FACTOR_ROLES = [Role.ADMINISTRATOR]
    client.force_login(operator, backend="allauth.account.auth_backends.AuthenticationBackend")
    demanded = client.get("/operator/")
    assert demanded.status_code == 302
    assert client.get(demanded.headers["Location"]).status_code in (200, 302)
    assert operator.emailaddress_set.get().verified


def test_the_operator_is_nobody_inside_an_association(operator, client, twaim):
    client.force_login(operator, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/operator/").status_code == 200
    assert client.get("/twaim/requests/").status_code == 404
