"""The demo and the developer's desk: nothing to set, nothing secret, never for real people."""

from .base import *  # noqa: F403
from .base import INSTALLED_APPS, STATE_DIR, env

DEBUG = False
DEMO = True
INSTALLED_APPS = [*INSTALLED_APPS, "demo.apps.DemoConfig"]
STATIC_ROOT = None
SECRET_KEY = "demo-only-not-a-secret-demo-only-not-a-secret-demo-only"
FIELD_KEYS = {"demo": "ZGVtby1vbmx5LWRlbW8tb25seS1kZW1vLW9ubHktMTI="}  # 32 bytes; the demo's people are invented
FIELD_KEY_IN_USE = "demo"
ALLOWED_HOSTS = ["*"]
SECOND_FACTOR_ROLES = []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = STATE_DIR / "mail"
NOTICES_AT_ONCE = True
PUBLIC_ADDRESS = env.str("MITHAQ_PUBLIC_ADDRESS", default="http://127.0.0.1:8000")
