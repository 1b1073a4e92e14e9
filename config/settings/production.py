"""For real people. A missing secret stops the start with a sentence that says how to mend it."""

import base64

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import DATABASES, SMS, env


def _required(name: str, how: str) -> str:
    """The value of an environment variable that has no safe default."""
    value = str(env.str(name, default=""))
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {how} See docs/operations.md.")
    return value


DEBUG = False
DEMO = False
SECRET_KEY = _required("SECRET_KEY", "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'.")


def _field_keys(text: str, name_of_setting: str) -> dict[str, str]:
    """The ring of keys; each is ``name:base64 of 32 bytes``."""
    keys: dict[str, str] = {}
    for pair in text.split(","):
        name, _colon, key = pair.strip().partition(":")
        try:
            is_right = bool(name) and len(base64.b64decode(key, validate=True)) == 32
        except ValueError:
            is_right = False
        if not is_right:
            raise ImproperlyConfigured(
                f"{name_of_setting} is not name:base64,… with keys of 32 bytes. " + KEYS_ARE_MADE
            )
        keys[name] = key
    return keys


KEYS_ARE_MADE = (
    "It holds the keys of encrypted fields as name:base64,…; make one with: "
    "python3 -c 'import base64,os; print(\"k1:\"+base64.b64encode(os.urandom(32)).decode())'."
)
FIELD_KEYS = _field_keys(_required("MITHAQ_FIELD_KEYS", KEYS_ARE_MADE), "MITHAQ_FIELD_KEYS")
FIELD_KEY_IN_USE = env.str("MITHAQ_FIELD_KEY_IN_USE", default=list(FIELD_KEYS)[-1])
if FIELD_KEY_IN_USE not in FIELD_KEYS:
    raise ImproperlyConfigured("MITHAQ_FIELD_KEY_IN_USE names no key of MITHAQ_FIELD_KEYS. See docs/operations.md.")
if env.str("MITHAQ_FIELD_INDEX_KEYS", default=""):
    FIELD_INDEX_KEYS = _field_keys(env.str("MITHAQ_FIELD_INDEX_KEYS"), "MITHAQ_FIELD_INDEX_KEYS")
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
SMS["gateway"] = env.str("MITHAQ_SMS_GATEWAY", default="none")
if SMS["gateway"] == "console":
    raise ImproperlyConfigured("MITHAQ_SMS_GATEWAY=console sends nothing: it is the demo's. Set unifonic, or none.")
