"""How allauth behaves here: no open sign-up, no names in texts that strangers could see."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an association's administrator enters its people."""
        return False

    def clean_email(self, email: str) -> str:
        return super().clean_email(email).strip().lower()

    def get_user_search_fields(self) -> list[str]:
        return ["email"]

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Nothing: users have no username."""
