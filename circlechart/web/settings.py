"""Every setting of Circlechart, read from environment variables. docs/settings.md lists them."""

from pathlib import Path

from csp.constants import NONE, SELF

from circlechart.web.environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = Environment()

DEBUG = env.flag("CIRCLECHART_DEBUG", False)
DEMO = env.flag("CIRCLECHART_DEMO", False)
DATA_DIR = env.path("CIRCLECHART_DATA", BASE_DIR / ".data")
INSECURE_KEY = "demo-and-tests-only-this-key-is-public-and-protects-nothing"
SECRET_KEY = env.text("CIRCLECHART_SECRET_KEY", INSECURE_KEY)
ALLOWED_HOSTS = env.items("CIRCLECHART_HOSTS", ["localhost", "127.0.0.1", "[::1]", "testserver"])
PROXIES = env.networks("CIRCLECHART_PROXY")
HTTPS = env.flag("CIRCLECHART_HTTPS", bool(PROXIES))
if HTTPS and not PROXIES:
    env.problems.append("CIRCLECHART_HTTPS=yes: name the address of your TLS proxy in CIRCLECHART_PROXY (docs/it.md).")

# where browsers hear of changes: an address of its own (behind a proxy), else the port on which ./circle started it
LIVE_URL = env.text("CIRCLECHART_LIVE_URL", "")
LIVE_PORT = env.number("CIRCLECHART_LIVE_PORT", 0)

DATABASES = {
    "default": {
        **env.database("DATABASE_URL", DATA_DIR / "run"),
        "ATOMIC_REQUESTS": False,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": env.number("CIRCLECHART_POOL", 8), "timeout": 10},
            "application_name": "circlechart",
        },
    }
}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "pgtrigger",
    "axes",
    "procrastinate.contrib.django",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    # the house, floor by floor, each in the order of dependency
    "circlechart.base.database",
    "circlechart.base.jobs",
    "circlechart.base.ui",
    "circlechart.base.live",
    "circlechart.base.audit",
    "circlechart.base.people",
    "circlechart.base.coverage",
    "circlechart.base.access",
    "circlechart.base.privacy",
    "circlechart.care.enrollment",
    "circlechart.care.plans",
    "circlechart.care.sessions",
    "circlechart.care.schedules",
    "circlechart.care.attendance",
    "circlechart.care.measures",
    "circlechart.care.notes",
    "circlechart.care.team",
    "circlechart.care.supervision",
    "circlechart.care.charts",
    "circlechart.money.payers",
    "circlechart.money.clearinghouse",
    "circlechart.money.charges",
    "circlechart.money.rulebooks",
    "circlechart.money.claims",
    "circlechart.money.trials",
    "circlechart.outside.drafting",
    "circlechart.web.home",
    "circlechart.web.demo",
    "circlechart.web.office",
    "circlechart.web.gallery",
]

MIDDLEWARE = [
    "circlechart.web.proxy.behind",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "circlechart.base.access.middleware.actor",
    "circlechart.web.pull.after_changes",
    "circlechart.web.errors.Refusals",
    "axes.middleware.AxesMiddleware",
]

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_USER_MODEL = "access.User"
PASSWORD_HASHERS = ["circlechart.base.access.hashers.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "access:sign-in"
LOGIN_REDIRECT_URL = "home:today"
AXES_FAILURE_LIMIT = env.number("CIRCLECHART_LOCKOUT_AFTER", 5)
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # it ends when the words say so
AXES_LOCKOUT_CALLABLE = "circlechart.base.access.credential.keep_answer"
AXES_VERBOSE = False
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
IDLE_MINUTES = env.number("CIRCLECHART_IDLE_MINUTES", 15)

ROOT_URLCONF = "circlechart.web.urls"
WSGI_APPLICATION = "circlechart.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

_loaders = [
    (
        "template_partials.loader.Loader",
        [
            (
                "django.template.loaders.cached.Loader",
                ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
            )
        ],
    )
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": _loaders,
            "builtins": ["template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "circlechart.base.ui.context.house",
            ],
        },
    }
]

PROCRASTINATE_IMPORT_PATHS = ["circlechart.web.schedule"]

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-us"
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static_collected"
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024

# the live process is another port of a host of ours, or where CIRCLECHART_LIVE_URL says; an address in brackets is no source
_live = [
    f"http://{'*' * host.startswith('.')}{host}:{LIVE_PORT}" for host in ALLOWED_HOSTS if LIVE_PORT and host[0] != "["
]
if LIVE_URL:
    _live = ["/".join(LIVE_URL.split("/")[:3])] if "://" in LIVE_URL else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF, *_live],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {"camera": [], "microphone": [], "geolocation": [], "payment": []}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
# for a proxy that asks under another name than the browser did; "*" names nobody
CSRF_TRUSTED_ORIGINS = [
    f"https://{'*' * host.startswith('.')}{host}" for host in ALLOWED_HOSTS if HTTPS and host != "*"
]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "circlechart.web.logs.FramesOnly",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"axes": {"level": "ERROR"}},  # usernames belong into the audit trail, not into a log
    "root": {"handlers": ["console"], "level": env.text("CIRCLECHART_LOG_LEVEL", "WARNING")},
}

env.raise_problems()
