"""Sentences of Django and allauth that our catalogue says in its own Arabic; naming them here keeps them in it.

Nothing imports this module: it is read by makemessages and by check_translations.
"""

from django.utils.translation import gettext_noop, ngettext_lazy

SIGN_IN = [
    gettext_noop("Email"),
    gettext_noop("Forgot your password?"),
    gettext_noop("The email address and/or password you specified are not correct."),
    gettext_noop("Too many failed login attempts. Try again later."),
    gettext_noop("Authenticator code"),
    gettext_noop("Incorrect code."),
]
PASSWORD = [
    gettext_noop("Please type your current password."),
    gettext_noop("New Password (again)"),
    gettext_noop("You must type the same password each time."),
    gettext_noop("This password is too common."),
    gettext_noop("This password is entirely numeric."),
    gettext_noop("The password is too similar to the %(verbose_name)s."),
    gettext_noop("Your password can’t be too similar to your other personal information."),
    gettext_noop("Your password can’t be a commonly used password."),
    gettext_noop("Your password can’t be entirely numeric."),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        0,
    ),
    ngettext_lazy(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
        0,
    ),
]
