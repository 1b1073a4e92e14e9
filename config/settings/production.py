"""For real people. A missing secret stops the start with a sentence that says how to mend it."""

import environ
from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import DATABASES, env


def _required(name: str, how: str) -> str:
    """The value of an environment variable that has no safe default."""
    try:
        return str(env.str(name))
    except (environ.ImproperlyConfigured, ImproperlyConfigured):
        raise ImproperlyConfigured(f"{name} is not set. {how} See docs/operations.md.") from None


DEBUG = False
DEMO = False
SECRET_KEY = _required("SECRET_KEY", "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'.")
FIELD_KEYS = dict(
    pair.split(":", 1)
    for pair in _required(
        "MITHAQ_FIELD_KEYS",
        "It holds the keys of encrypted fields as name:base64,…; make one with: "
        "python3 -c 'import base64,os; print(\"k1:\"+base64.b64encode(os.urandom(32)).decode())'.",
    ).split(",")
)
FIELD_KEY_IN_USE = env.str("MITHAQ_FIELD_KEY_IN_USE", default=list(FIELD_KEYS)[-1])
ALLOWED_HOSTS = _required("MITHAQ_HOSTS", "It lists the host names people use, with commas between them.").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
_required("DATABASE_URL", "For example postgres://mithaq:password@127.0.0.1/mithaq.")

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
LANGUAGE_COOKIE_SECURE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("MITHAQ_PROXY_COUNT", default=1)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
EMAIL_URL = env.email_url("EMAIL_URL", default="smtp://127.0.0.1:25")
vars().update(EMAIL_URL)
