"""One set of settings for every way to run: laptop, county node, compose file, tests.

What differs comes from the environment and is listed here in one place:

``VAR``, ``PORT``, ``DATABASE_URL``, ``DATABASE_PASSWORD``, ``DATABASE_APP_URL``, ``DATABASE_SEQUENCER_URL``,
``DATABASE_BACKUP_URL``, ``DB_ROLE_PREFIX``, ``BACKUP_HOUR``, ``BACKUP_DAYS``, ``BACKUP_FREE_MB``, ``REDIS_URL``,
``REDIS_PASSWORD``, ``SECRET_KEY``, ``FIELD_KEY``, ``CAP_KEY``, ``EXAMOPS_ROLE``, ``EXAMOPS_HOSTS``, ``EXAMOPS_LOGS``,
``EXAMOPS_LOG_LEVEL``, ``EXAMOPS_LOCAL_HTTP``, ``EXAMOPS_SECOND_FACTOR``, ``CAMERA_DOCUMENT``,
``EVIDENCE_KEPT_HOURS``, ``DUTY_PHONE``, ``NOTICE_PROVIDERS`` and a ``NOTICE_PROVIDER_<NAME>`` for each.
Secrets may come as ``NAME_FILE``.
Numbers that come from a regulation are not settings: they stand in the app that owns them.
"""

import hashlib
from pathlib import Path

import django_stubs_ext

from examops.hosts import known_hosts
from examops.places import BASE, find_places
from examops.settings import readers
from examops.settings.databases import database_for, programs
from examops.settings.logs import logging_settings
from examops.settings.redis_address import broker_url, redis_url
from examops.settings.security import (
    ACCOUNT_RATE_LIMITS,
    AUTH_PASSWORD_VALIDATORS,
    CONTENT_SECURITY_POLICY,
    DATA_UPLOAD_MAX_MEMORY_SIZE,
    PASSWORD_HASHERS,
    REST_FRAMEWORK,
)

__all__ = [
    "ACCOUNT_RATE_LIMITS",
    "AUTH_PASSWORD_VALIDATORS",
    "CONTENT_SECURITY_POLICY",
    "DATA_UPLOAD_MAX_MEMORY_SIZE",
    "PASSWORD_HASHERS",
    "REST_FRAMEWORK",
]

# Generic classes of Django and DRF are written with their types; this makes that work at run time.
django_stubs_ext.monkeypatch()

BASE_DIR = BASE
VAR = Path(readers.text("VAR", str(BASE / "var")))
PLACES = find_places(VAR)
PORT = readers.number("PORT", 8443)

# Who this process is to the database. Nobody but migrations is the owner, and nobody is a superuser.
EXAMOPS_ROLE = readers.text("EXAMOPS_ROLE", "app")
DB_ROLE_PREFIX = readers.text("DB_ROLE_PREFIX", "examops")
DATABASES = {"default": database_for(EXAMOPS_ROLE, places=PLACES, prefix=DB_ROLE_PREFIX)}
# A backup is read by a role that may do nothing else. Made each night at this hour and hourly on exam days; kept
# are the last of so many days, and the last of each exam day; so much of the disk must stay free beside it.
BACKUP_DATABASE = database_for("backup", places=PLACES, prefix=DB_ROLE_PREFIX)
POSTGRES_PROGRAMS = programs()
BACKUP_HOUR = readers.number("BACKUP_HOUR", 2)
BACKUP_DAYS = readers.number("BACKUP_DAYS", 7)
BACKUP_FREE_MB = readers.number("BACKUP_FREE_MB", 1024)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = redis_url(PLACES)
EMBEDS_DATABASE = not readers.optional("DATABASE_URL")
EMBEDS_REDIS = not readers.optional("REDIS_URL")

DEBUG = False
SECRET_KEY = readers.optional("SECRET_KEY") or readers.kept_secret(PLACES.secrets, "secret_key")
# Personal fields are sealed under a key of their own: SECRET_KEY may rotate, this one may not.
FIELD_KEY = hashlib.sha256(
    (readers.optional("FIELD_KEY") or readers.kept_secret(PLACES.secrets, "field_key")).encode()
).digest()
# What messages to other systems are signed with (CAP); a drill's key is drawn from it apart from the real one's.
CAP_KEY = readers.optional("CAP_KEY") or readers.kept_secret(PLACES.secrets, "cap_key")
EXAMOPS_HOSTS = readers.words("EXAMOPS_HOSTS")
ALLOWED_HOSTS = [*known_hosts(), *EXAMOPS_HOSTS]

# The number of the document by which the secrecy post allows labels to be read with a camera. None: no page offers
# one. Scanner and typed codes are the normal input (limits.md 2); no picture is kept either way.
CAMERA_DOCUMENT = readers.optional("CAMERA_DOCUMENT")

# So long the file of an evidence pack lies on the node for who took it; that he took it stays on record.
EVIDENCE_KEPT = readers.hours("EVIDENCE_KEPT_HOURS", 48)
# What may be said outside the app, and by whom (limits.md 6): the duty room's telephone, and providers by name, each
# with its Apprise address, in which {to} stands for the person's own. None: everything is told in the app.
DUTY_PHONE = readers.telephone("DUTY_PHONE")
NOTICE_PROVIDERS = {name: readers.text(f"NOTICE_PROVIDER_{name.upper()}") for name in readers.words("NOTICE_PROVIDERS")}

# One line an app, top layer first.
OUR_APPS = [
    "examops",
    "intake",
    "board",
    "desk",
    "notices",
    "tablet",
    "drills",
    "integrity",
    "supervision",
    "incidents",
    "paper_custody",
    "check_in",
    "venues",
    "exams",
    "organisation",
    "clocks",
    "journal",
    "kernel",
]

INSTALLED_APPS = [
    *OUR_APPS,
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "channels",
    "csp",
]

MIDDLEWARE = [
    "examops.numbering.numbered",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "examops.accounts.second_factor_first",
]

ROOT_URLCONF = "examops.urls"
WSGI_APPLICATION = "examops.wsgi.application"
ASGI_APPLICATION = "examops.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "examops.navigation.navigation",
            ],
        },
    }
]

# Language and time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# Static files: built by frontend/, hashed by Django, served by Caddy.
STATIC_URL = "/static/"
STATIC_ROOT = PLACES.static
STATICFILES_DIRS = [folder for folder in [BASE / "frontend" / "dist"] if folder.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}

# People
AUTH_USER_MODEL = "organisation.Login"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "examops.accounts.AccountsOfTheCounty"
ACCOUNT_FORMS = {"login": "examops.forms.CountyLoginForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "ExamOps"
MFA_ADAPTER = "examops.accounts.SecondFactorOfTheCounty"
MFA_FORMS = {
    "activate_totp": "examops.forms.EnrolForm",
    "authenticate": "examops.forms.CodeForm",
    "reauthenticate": "examops.forms.CodeAgainForm",
}
# Whether command posts (roles.yaml) must log in with a second factor. Others may have one.
SECOND_FACTOR_DEMANDED = readers.switch("EXAMOPS_SECOND_FACTOR", default=False)
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
ALLAUTH_TRUSTED_PROXY_COUNT = 1

# The proxy speaks TLS; behind it there is a socket that nobody else can reach. No HSTS: with a certificate of
# our own it would lock browsers out for months after the county has changed it.
LOCAL_HTTP = readers.switch("EXAMOPS_LOCAL_HTTP", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = not LOCAL_HTTP
SESSION_ENGINE = "examops.sessions"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SECURE = not LOCAL_HTTP
LANGUAGE_COOKIE_SECURE = not LOCAL_HTTP
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W004",  # no HSTS, see above
    "security.W008",  # the proxy redirects, and listens on TLS only
]

CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

# Celery: what is periodic. Nothing that must not be lost goes through it: deadlines are rows.
CELERY_BROKER_URL = broker_url(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE

SPECTACULAR_SETTINGS = {
    "TITLE": "ExamOps",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    # All of it opened at once is too long to find anything in, and slow to draw.
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "docExpansion": "none", "filter": True},
    "COMPONENT_SPLIT_REQUEST": True,
    # The same word of a field, with other words to choose from.
    "ENUM_NAME_OVERRIDES": {
        "AuthorityEnum": "examops.schema.WORDS_OF_AUTHORITY",
        "ApproverEnum": "examops.schema.WORDS_OF_APPROVER",
        "CodeChannelEnum": "examops.schema.WORDS_OF_CODECHANNEL",
        "DecidedByEnum": "examops.schema.WORDS_OF_DECIDEDBY",
        "LockKindEnum": "examops.schema.WORDS_OF_LOCKKIND",
        "RoomCheckKindEnum": "examops.schema.WORDS_OF_CHECKKIND",
        "RoomSourceKindEnum": "examops.schema.WORDS_OF_SOURCEKIND",
        "OutcomeEnum": "examops.schema.WORDS_OF_OUTCOME",
        "ReportKindEnum": "examops.schema.WORDS_OF_REPORTKIND",
    },
}

LOGGING = logging_settings()
