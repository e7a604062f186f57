"""All settings. PORTAL_MODE chooses between local and production; `env.py` reads the rest."""

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from hld_portal import env as environment
from hld_portal.env import (
    BASE_DIR,
    LOCAL,
    PORTAL_HOME,
    env,
    issued_storage,
    portal_url,
    redis_url,
    secret_key,
)

PORTAL_MODE = environment.PORTAL_MODE
SECRET_KEY = secret_key()
DEBUG = env.bool("PORTAL_DEBUG", False)
ALLOWED_HOSTS = env.list(
    "PORTAL_HOSTS", ["localhost", "127.0.0.1", "[::1]", "testserver"] if LOCAL else []
)
PORTAL_URL = portal_url()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "hld_portal.record",
    "hld_portal.accounts",
    "roundtables",
    "submissions",
    "hld_portal.search",
    "hld_portal.desk",
    "hld_portal.reports",
    "hld_portal.site",
    "hld_portal.operations",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hld_portal.accounts.acting.ActingForMiddleware",
    "hld_portal.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "hld_portal.urls"
WSGI_APPLICATION = "hld_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hld_portal.site.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")  # its widgets' templates, below ours in order

# --- Data ------------------------------------------------------------------------------

DATABASES = {
    "default": env.dj_db_url("DATABASE_URL", f"sqlite:///{PORTAL_HOME / 'db.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a writer waits for its turn at BEGIN instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

MEDIA_DIR = PORTAL_HOME / "media"


def _folder(name: str) -> dict:
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_DIR / name, "allow_overwrite": True},
    }


STORAGES = {
    "default": _folder("private"),
    "private": _folder("private"),
    "chunks": _folder("chunks"),
    # Never replaced, never deleted; what another storage has to do for that: docs/operating.md.
    "issued": issued_storage(
        {
            "BACKEND": "hld_portal.reports.issuing.write_once.WriteOnceStorage",
            "OPTIONS": {"location": MEDIA_DIR / "issued"},
        }
    ),
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
STATIC_URL = "/static/"
STATIC_ROOT = PORTAL_HOME / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]

# --- Who ---------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["hld_portal.accounts.backends.PortalBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
ACCOUNT_ADAPTER = "hld_portal.accounts.adapter.PortalAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "hld_portal.accounts.forms.SignInForm",
    "signup": "hld_portal.accounts.forms.SignUpForm",
    "add_email": "hld_portal.accounts.forms.NewAddressForm",
    "change_password": "hld_portal.accounts.forms.ChangePasswordForm",
    "set_password": "hld_portal.accounts.forms.SetPasswordForm",
    "reset_password": "hld_portal.accounts.forms.AskPasswordForm",
    "reset_password_from_key": "hld_portal.accounts.forms.NewPasswordForm",
    "reauthenticate": "hld_portal.accounts.forms.ConfirmPasswordForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CHANGE_EMAIL = True  # one address each; a new one replaces it once confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
# Behind a proxy every reader has its address; limits per address need the reader's own.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PORTAL_PROXIES", 0 if LOCAL else 1)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "site:start"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

# --- Languages and time --------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", _("Arabic")),
    ("zh-hans", _("Chinese")),
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "hld_portal.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Mail and tasks ------------------------------------------------------------------------

if LOCAL:
    EMAIL_BACKEND = "hld_portal.record.mail_folder.EmailBackend"
    EMAIL_FILE_PATH = PORTAL_HOME / "mail"
else:
    vars().update(env.dj_email_url("EMAIL_URL", "smtp://localhost:25"))
DEFAULT_FROM_EMAIL = env.str("PORTAL_FROM_EMAIL", "portal@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

CELERY_BROKER_URL = redis_url()
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SEND_TASK_EVENTS = False
# A broker that is away must cost a page nothing: fail at once, the outbox tries again.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 0}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 0.5,  # seconds
    "socket_timeout": 5.0,
    "visibility_timeout": 3600,
}
CELERY_BEAT_SCHEDULE = {
    "relay the outbox": {
        "task": "record.relay_outbox",
        "schedule": 2.0,
        "options": {"expires": 10},
    },
    "index what is published": {
        "task": "search.index_missing",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "sweep builds": {"task": "reports.sweep_builds", "schedule": 15.0, "options": {"expires": 30}},
    "anchor the log": {
        "task": "record.anchor_log",
        "schedule": 3600.0,
        "options": {"expires": 600},
    },
}
CELERY_BEAT_SCHEDULE_FILENAME = str(PORTAL_HOME / "run" / "beat")

# --- Security --------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = False
SESSION_COOKIE_HTTPONLY = True
if not LOCAL:
    SECURE_SSL_REDIRECT = env.bool("PORTAL_SSL_REDIRECT", True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000  # a year
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz/$", r"^readyz/$"]

DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("PORTAL_LOG_LEVEL", "WARNING")},
}
