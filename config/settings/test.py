"""The test suite: SQLite in a file or PostgreSQL by DATABASE_URL; fast hashing, no outside world."""

from .base import *  # noqa: F403
from .base import DATABASES, INSTALLED_APPS, TEMPLATES

DEBUG = False
DEMO = True
INSTALLED_APPS = [*INSTALLED_APPS, "demo.apps.DemoConfig"]
STATIC_ROOT = None
SECRET_KEY = "test-only-test-only-test-only-test-only-test-only-test-only"
FIELD_KEYS = {"t1": "dGVzdC1vbmx5LXRlc3Qtb25seS10ZXN0LW9ubHktMTI="}
FIELD_KEY_IN_USE = "t1"
ALLOWED_HOSTS = ["*"]
SECOND_FACTOR_ROLES = []
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True  # each test client loads the middleware anew: no list of all files each time
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "!! undefined: %s !!"

# Tests make rows of several associations; requests still name one each, and the wall's own tests name none.
ASSOCIATION_WALL_DEFAULT = "*"
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["OPTIONS"]["options"] += " -c mithaq.association=*"
