"""What every environment shares. The other modules of this package each extend this one only."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parents[2]
env = environ.Env()

STATE_DIR = Path(env.str("MITHAQ_STATE_DIR", default=str(ROOT / "var")))

INSTALLED_APPS = [
    "core.apps.CoreConfig",
    "associations.apps.AssociationsConfig",
    "accounts.apps.AccountsConfig",
    "correspondence.apps.CorrespondenceConfig",
    "committees.apps.CommitteesConfig",
    "beneficiaries.apps.BeneficiariesConfig",
    "requests.apps.SupportRequestsConfig",
    "complaints.apps.ComplaintsConfig",
    "proceedings.apps.ProceedingsConfig",
    "surveys.apps.SurveysConfig",
    "reception.apps.ReceptionConfig",
    "reports.apps.ReportsConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "rules.apps.AutodiscoverRulesConfig",
]

MIDDLEWARE = [
    "core.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.ResponseHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.middleware.LanguageMiddleware",
    "core.middleware.BodyLimitMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.middleware.IdleSessionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.middleware.AssociationMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "accounts.middleware.SignatureMiddleware",
    "core.middleware.DomainErrorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "core.templatetags.ui"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
        },
    }
]

# --- database -------------------------------------------------------------------------------
DATABASES: dict[str, Any] = {
    "default": env.db_url_config(env.str("DATABASE_URL", default="") or f"sqlite:///{STATE_DIR / 'mithaq.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL itself is set once, at install (manage.py prepare_database), never for each connection.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # what is emptied or deleted is overwritten in the file, and not only forgotten
        "init_command": "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;",
    }
else:
    # Our statements are short; PostgreSQL would compile the longer ones for 30 ms to save none (measured).
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c jit=off"
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
ASSOCIATION_WALL_DEFAULT = ""  # row-level security shows nothing until an association is named
DATABASES["default"]["ATOMIC_REQUESTS"] = False  # transactions are opened by actions, and are short

CACHES = {  # shared by all processes: sign-in limits must not be counted apart in each
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # Django's 300 would forget tries before their time
    }
}

# --- people ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "accounts.forms.LoginForm", "reset_password": "accounts.forms.ResetPasswordForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # staff are entered by their association's administrator
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_TIMEOUT = 300
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Mithaq"
MFA_FORMS = {"authenticate": "accounts.forms.CodeForm", "activate_totp": "accounts.forms.ActivateCodeForm"}
USERSESSIONS_TRACK_ACTIVITY = False
# Where a policy asks its workers to sign it: demand the signature before anything else is opened (P3).
SIGN_BEFORE_USE = env.bool("MITHAQ_SIGN_BEFORE_USE", default=False)
SECOND_FACTOR_ROLES: list[str] = env.list("MITHAQ_SECOND_FACTOR_ROLES", default=["chair", "manager", "admin"])
# First parts of addresses that are not an association's; no association may take one as its address name.
RESERVED_ADDRESSES = ["", "accounts", "static", "check", "language", "healthz", "gallery", "operator", "public"]
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "core.error_views.csrf_failure"

ACCOUNT_EMAIL_SUBJECT_PREFIX = ""

# The address people open this portal at, for links in messages; without it no link is sent.
PUBLIC_ADDRESS = env.str("MITHAQ_PUBLIC_ADDRESS", default="")

# --- language and time ----------------------------------------------------------------------
LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", _("Arabic")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "mithaq_language"
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = ["core.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Riyadh"

# --- files ----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT: Path | None = ROOT / "staticfiles"
STATICFILES_DIRS = [ROOT / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "core.finders.PackagedFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["bootstrap5"]
CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS += ["django.forms"]

# --- what the browser may do ----------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
LARGEST_BODY = 13 * 1024 * 1024  # one picture of 12 MB with its form

# --- notices --------------------------------------------------------------------------------
SMS = {
    "gateway": env.str("MITHAQ_SMS_GATEWAY", default="console"),
    "app_sid": env.str("MITHAQ_SMS_APP_SID", default=""),
    "sender": env.str("MITHAQ_SMS_SENDER", default=""),
    "url": env.str("MITHAQ_SMS_URL", default=""),  # the gateway's own where empty
}
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("MITHAQ_MAIL_FROM", default="mithaq@localhost")
NOTICES_AT_ONCE = False  # the demo hands notices over without a background sender; its gateway calls nobody

# --- records --------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "core.logs.RequestIdFilter"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["request_id"], "formatter": "line"}},
    "loggers": {"pypdf": {"level": "ERROR"}},  # its warnings quote from people's papers
    "root": {"handlers": ["console"], "level": "INFO"},
}
FIELD_INDEX_KEYS: dict[str, str] = {}  # name: base64; none: the first key of FIELD_KEYS makes the blind index
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS: list[str] = []
