# SPDX-License-Identifier: EUPL-1.2
"""What every environment shares. Values that differ come from the environment, typed."""

from pathlib import Path

import environ

from meedoen.database import embedded
from meedoen.vocabulary.moment import AMSTERDAM

env = environ.Env()
ROOT = Path(__file__).resolve().parents[3]
NODE_MODULES = ROOT / "node_modules"

SECRET_KEY = env("MEEDOEN_SECRET_KEY", default="")
# Earlier ones, with commas: they still open what they sealed, and seal nothing any more.
SECRET_KEY_FALLBACKS = env.list("MEEDOEN_EARLIER_SECRET_KEYS", default=[])
DEBUG = False
ALLOWED_HOSTS = env.list("MEEDOEN_HOSTS", default=[])
DEMONSTRATION = False

INSTALLED_APPS = [
    # Our templates come before those of installed packages.
    "meedoen.web.components",
    "meedoen.web.resident",
    "meedoen.web.professional",
    "meedoen.web.policy",
    "meedoen.web.register",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "meedoen.history",
    "meedoen.areas",
    "meedoen.accounts",
    "meedoen.publication",
    "meedoen.privacy",
    "meedoen.notifications",
    "meedoen.residents",
    "meedoen.catalogue",
    "meedoen.assessment",
    "meedoen.matching",
    "meedoen.bookings",
    "meedoen.plans",
    "meedoen.programmes",
    "meedoen.knelpunten",
    "meedoen.network",
    "meedoen.laboratory",
    "meedoen.monitor",
    "meedoen.budget",
]

MIDDLEWARE = [
    "meedoen.web.traces.Traced",
    "meedoen.web.readable.ReadableRequests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "meedoen.web.swapping.PartsAndPages",
    "meedoen.web.gate.PurposeGate",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "meedoen.web.urls"
WSGI_APPLICATION = "meedoen.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "meedoen.web.context.surroundings",
            ],
        },
    }
]

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["meedoen.accounts.passwords.SealedArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:my_work"
LOGOUT_REDIRECT_URL = "resident:start"
ACCOUNT_ADAPTER = "meedoen.web.adapters.ClosedDoorAdapter"
SOCIALACCOUNT_ADAPTER = "meedoen.web.adapters.KnownColleagueAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Meedoen"
MFA_ADAPTER = "meedoen.web.adapters.CodesAdapter"
MFA_FORMS = {
    "authenticate": "meedoen.web.log_in.OurAuthenticateForm",
    "reauthenticate": "meedoen.web.log_in.OurReauthenticateForm",
    "activate_totp": "meedoen.web.log_in.OurActivateForm",
}
ACCOUNT_FORMS = {"login": "meedoen.web.log_in.OurLoginForm"}
# One step of time either way, for slow hands and slow clocks (RFC 6238, 5.2). How often somebody
# may try is counted in the database, in `accounts`.
MFA_TOTP_TOLERANCE = 1
# An organisation's own log-in (OpenID Connect); empty means: password and one-time code only.
OIDC_ISSUER = env("MEEDOEN_OIDC_ISSUER", default="")
OIDC_ORIGIN = "/".join(OIDC_ISSUER.split("/")[:3])
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": (
            [
                {
                    "provider_id": "organisatie",
                    "name": env("MEEDOEN_OIDC_NAME", default="je organisatie"),
                    "client_id": env("MEEDOEN_OIDC_CLIENT", default="meedoen"),
                    "secret": env("MEEDOEN_OIDC_SECRET", default=""),
                    "settings": {"server_url": OIDC_ISSUER},
                }
            ]
            if OIDC_ISSUER
            else []
        ),
        "OAUTH_PKCE_ENABLED": True,
    }
}
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_LOGIN_ON_GET = False
# Professionals of a real installation must use a second factor; demonstration accounts need not.
SECOND_FACTOR_REQUIRED = True
# axes counts the wrong passwords, so that its friendly page answers; codes of the second factor are
# counted in `accounts`. allauth's own limit lives in the memory of one process, and stays out.
AXES_USERNAME_CALLABLE = "meedoen.web.adapters.name_tried"
ACCOUNT_RATE_LIMITS = {"login_failed": False}
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_ENABLE_ACCESS_FAILURE_LOG = False
# Who came in stands in our own security log, which no page can empty.
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_TEMPLATE = "web/locked_out.html"

SESSION_ENGINE = "meedoen.web.sessions"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "meedoen.web.refusals.no_cookie"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        # A form's redirect counts too: logging in at the own organisation leaves this site.
        "form-action": ["'self'", *([OIDC_ORIGIN] if OIDC_ORIGIN else [])],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

LANGUAGE_CODE = "nl"
TIME_ZONE = AMSTERDAM.key
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT: Path | None = ROOT / "static"
# Straight from the installed packages: nothing of theirs is copied into this repository.
STATICFILES_DIRS = [
    ("nlds/utrecht", NODE_MODULES / "@utrecht/component-library-css/dist"),
    ("nlds/voorbeeld", NODE_MODULES / "@nl-design-system-unstable/voorbeeld-design-tokens/dist"),
    ("fonts", NODE_MODULES / "@fontsource-variable/atkinson-hyperlegible-next/files"),
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

RULEBOOK = ROOT / "rulebook"
# A folder with levels of log-in, a file per municipality (GM0000.yaml), beside those we ship.
SERVICE_LEVELS = env("MEEDOEN_SERVICE_LEVELS", default="")
# Keys that live outside the database: for the return codes of residents, and for the bsn column.
LOOKUP_PEPPER = env("MEEDOEN_LOOKUP_PEPPER", default="")
# How many proxies of our own stand before the server. Each adds who came to it to the right of
# X-Forwarded-For, so the visitor is that many places from the right. 0: the header is ignored.
TRUSTED_PROXIES = max(0, env.int("MEEDOEN_TRUSTED_PROXIES", default=0))
# How many may come in without an account in an hour: from one address, and in all.
DOORS = {
    "story": (
        max(1, env.int("MEEDOEN_STORIES_OF_AN_ADDRESS", default=60)),
        max(1, env.int("MEEDOEN_STORIES_IN_ALL", default=2_000)),
    ),
    "call": (
        max(1, env.int("MEEDOEN_CALLS_OF_AN_ADDRESS", default=60)),
        max(1, env.int("MEEDOEN_CALLS_IN_ALL", default=1_000)),
    ),
    "press": (
        max(1, env.int("MEEDOEN_PRESSES_OF_AN_ADDRESS", default=20)),
        max(1, env.int("MEEDOEN_PRESSES_IN_ALL", default=1_000)),
    ),
}
# From how many milliseconds a statement is written in the log, without a single value of it.
SLOW_STATEMENT_MS = max(1, env.int("MEEDOEN_SLOW_STATEMENT_MS", default=500))
# Whether faults are written as lines without anybody's words, or as Python prints them.
FAULTS_AS_SAFE_LINES = False
PHONE_NUMBER = env("MEEDOEN_PHONE", default="")
# What the product is called where it runs, and the address (https://…) where residents find it.
CALLED = env("MEEDOEN_CALLED", default="Meedoen")
SITE = env("MEEDOEN_SITE", default="").rstrip("/")
# The mail server (smtp+tls://user:password@host:587). Without one, what would be mailed is posted.
MAIL_SERVER = env("MEEDOEN_MAIL_SERVER", default="")
_MAIL = env.email_url_config(MAIL_SERVER or "smtp://")
EMAIL_BACKEND = _MAIL["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = _MAIL["EMAIL_HOST"] or "", _MAIL["EMAIL_PORT"] or 25
EMAIL_HOST_USER = _MAIL["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = _MAIL["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.get("EMAIL_USE_TLS", False), _MAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env("MEEDOEN_MAIL_FROM", default="")
# What hands a mail to the mail server.
MAIL_SENDER = "meedoen.interop.mail.sending.send"
# Where to report a weakness (mailto:… or https://…), for /.well-known/security.txt.
SECURITY_CONTACT = env("MEEDOEN_SECURITY_CONTACT", default="")
# The policy laboratory: how many people it invents, and below how many a count is hidden.
LABORATORY_PEOPLE = env.int("MEEDOEN_LABORATORY_PEOPLE", default=100_000)
LABORATORY_THRESHOLD = max(2, env.int("MEEDOEN_LABORATORY_THRESHOLD", default=10))
# How letters of a municipality look, by its code: what stands below its name (`below`), a colour
# (`accent`, #rrggbb), and who signs (`signed`).
LETTER_STYLES: dict[str, dict[str, str]] = {}
# What sets letters as a file to print.
LETTER_WRITER = "meedoen.interop.documents.letter_pdf.write"
# What writes a table as a file to take along, by format.
DOCUMENT_WRITERS = {
    "csv": "meedoen.interop.documents.csv_table.write",
    "xlsx": "meedoen.interop.documents.xlsx_table.write",
    "ods": "meedoen.interop.documents.ods_table.write",
    "pdf": "meedoen.interop.documents.pdf_table.write",
}
# The monitor: the folder with what was loaded of its sources, and the secret of its pseudonyms. Who
# loads and the worker need both; pages have no way to the folder, and no use for the secret.
MONITOR_FOLDER = Path(
    env("MEEDOEN_MONITOR_FOLDER", default="") or embedded.data_folder() / "monitor"
)
MONITOR_SECRET = env("MEEDOEN_MONITOR_SECRET", default="")
# How many days it is kept what was wrong with a file that was loaded.
MONITOR_REPORT_DAYS = max(1, env.int("MEEDOEN_MONITOR_REPORT_DAYS", default=30))
MEEDOEN_MUNICIPALITY_TOKENS: dict[str, str] = {}
# Only demonstration environments fill these; see `demonstration.py`.
DEMONSTRATION_RESIDENTS: dict[str, str] = {}
DEMONSTRATION_PASSWORD = ""
