"""Staff read the policy in force and sign it (P3)."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.roles import Role

pytestmark = pytest.mark.django_db


def sign(client: Client, slug: str, name: str, **more: str):
    url = reverse("accounts:sign_policy", args=[slug])
    return client.post(url, {"signed_name": name, "was_read": "on", **more})


def test_a_worker_signs_the_version_in_force_once(twaim, member_of, client_of):
    user, membership = member_of(twaim, Role.DESK)
    client = client_of(membership)
    assert sign(client, "twaim", user.name_ar).status_code == 302
    assert sign(client, "twaim", user.name_ar).status_code == 302
    signature = membership.signatures.get()
    assert signature.policy_version == twaim.policy_in_force()


def test_a_strangers_name_is_no_signature(twaim, member_of, client_of):
    _user, membership = member_of(twaim, Role.DESK)
    response = sign(client_of(membership), "twaim", "Somebody Else")
    assert response.status_code == 422
    assert "Type your own name" in response.content.decode()
    assert not membership.signatures.exists()


def test_a_signature_is_never_changed(twaim, member_of, client_of):
    user, membership = member_of(twaim, Role.DESK)
    sign(client_of(membership), "twaim", user.name_ar)
    with pytest.raises(IntegrityError), transaction.atomic():
        membership.signatures.update(signed_name="X")
    with pytest.raises(IntegrityError), transaction.atomic():
        membership.signatures.get().delete()


def test_who_has_not_signed_is_listed(twaim, member_of, client_of):
    user, signed = member_of(twaim, Role.MANAGER)
    member_of(twaim, Role.DESK)
    client = client_of(signed)
    sign(client, "twaim", user.name_ar)
    page = client.get(reverse("accounts:people", args=["twaim"])).content.decode()
    assert page.count('chip-soon">Not signed yet') == 1
    assert "1 person has not signed" in page


def test_the_list_can_be_of_those_alone_who_have_not_signed(twaim, member_of, client_of):
    user, signed = member_of(twaim, Role.MANAGER)
    _other, waiting = member_of(twaim, Role.DESK)
    client = client_of(signed)
    sign(client, "twaim", user.name_ar)
    url = reverse("accounts:people", args=["twaim"]) + "?queue=unsigned"
    assert client.get(url).context["rows"] == [waiting]
    assert "Have not signed the policy" in client.get("/twaim/").content.decode()


def test_who_left_is_not_waited_for(twaim, member_of, client_of):
    _user, manager = member_of(twaim, Role.MANAGER)
    _other, gone = member_of(twaim, Role.DESK)
    gone.is_active = False
    gone.save(update_fields=["is_active"])
    assert list(twaim.memberships.unsigned(twaim.policy_in_force())) == [manager]


def test_where_the_policy_asks_for_no_signature_nobody_is_late_with_it(qalam, member_of, client_of):
    _user, manager = member_of(qalam, Role.MANAGER)
    page = client_of(manager).get(reverse("accounts:people", args=["qalam"])).content.decode()
    assert "asks no worker to sign it" in page
    assert "Not signed yet" not in page
    assert "signature" not in client_of(manager).get("/qalam/").content.decode()


def test_the_first_page_asks_for_the_signature_until_it_is_there(twaim, member_of, client_of):
    user, membership = member_of(twaim, Role.MEMBER)
    client = client_of(membership)
    assert "waits for your signature" in client.get("/twaim/").content.decode()
    sign(client, "twaim", user.name_ar)
    assert "waits for your signature" not in client.get("/twaim/").content.decode()
    signed = client.get(reverse("accounts:sign_policy", args=["twaim"])).content.decode()
    assert "You signed it on" in signed
    assert "signed_name" not in signed, "there is nothing more to sign"


def test_nothing_opens_before_the_signature_where_the_setting_demands_it(twaim, qalam, member_of, client_of, settings):
    settings.SIGN_BEFORE_USE = True
    user, membership = member_of(twaim, Role.DESK)
    client = client_of(membership)
    assert client.get("/twaim/").headers["Location"] == reverse("accounts:sign_policy", args=["twaim"])
    assert client.get("/twaim/policy/").status_code == 200
    sign(client, "twaim", user.name_ar)
    assert client.get("/twaim/").status_code == 200
    _other, elsewhere = member_of(qalam, Role.DESK)
    assert client_of(elsewhere).get("/qalam/").status_code == 200, "Qalam's policy asks for no signature"
