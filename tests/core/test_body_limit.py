"""A body of two gigabytes is refused by its announced length, with a sentence, before a byte of it is read."""

import pytest

pytestmark = pytest.mark.django_db


class Unread:
    """A body that fails the test when anybody reads it."""

    def readline(self, *args):
        raise AssertionError("the body was read")

    def read(self, *args):
        raise AssertionError("the body was read")


@pytest.mark.parametrize("address", ["/accounts/login/", "/public/twaim/sign-in/", "/twaim/documents/"])
def test_two_gigabytes_are_refused_before_they_are_read(client, twaim, address):
    client.cookies["mithaq_language"] = "en"
    answer = client.post(address, CONTENT_LENGTH=str(2 * 1024**3), **{"wsgi.input": Unread()})
    assert answer.status_code == 413
    assert "too large" in answer.content.decode()


def test_a_form_of_ordinary_size_goes_through(client):
    assert client.post("/accounts/login/", {"login": "a@b.example", "password": "x"}).status_code == 200
