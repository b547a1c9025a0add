"""One file of settings. What differs between places comes from the environment."""

from datetime import timedelta
from pathlib import Path

from offramp.config import channels, env, logs
from offramp.platform.policy.zones import Zone

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = Path(env.text("OFFRAMP_DATA", str(ROOT / "data")))
DATA.mkdir(parents=True, exist_ok=True)
PROGRAM = env.text("OFFRAMP_PROGRAM", str(ROOT / "programs" / "st-louis-county"))

# How long a process may go on with the site it has read before it looks for a newer one.
SITE_RECHECK_SECONDS = env.number("OFFRAMP_SITE_RECHECK_SECONDS", 5)

DEBUG = env.flag("OFFRAMP_DEBUG", False)
# Signs the checkpoints of the record of acts; and where they are written, `:` between.
OFFRAMP_AUDIT_KEY = env.text("OFFRAMP_AUDIT_KEY", str(DATA / "audit.key"))
_CHECKPOINTS = env.text("OFFRAMP_CHECKPOINTS", str(DATA / "checkpoints"))
OFFRAMP_CHECKPOINTS = _CHECKPOINTS.split(":")
OFFRAMP_DEMO = env.flag("OFFRAMP_DEMO", False)
# The demo's own key is known to everybody; `offramp serve` refuses to start with it.
DEMO_KEY = "demo-only-key-known-to-everybody-never-for-a-real-program"
SECRET_KEY = env.text("OFFRAMP_SECRET_KEY", DEMO_KEY)
_HOSTS = env.text("OFFRAMP_HOSTS", "localhost,127.0.0.1,[::1],testserver")
ALLOWED_HOSTS = _HOSTS.split(",")

DATABASE_URL = env.text("OFFRAMP_DATABASE_URL", f"sqlite:///{DATA / 'offramp.sqlite3'}")
DATABASES = {"default": env.database(DATABASE_URL)}
# Which zone this process serves, and by which login at the database. `all` is one
# process for both: for demo, training and development.
OFFRAMP_ZONE = Zone(env.choice("OFFRAMP_ZONE", Zone.ALL, [zone.value for zone in Zone]))
OFFRAMP_LOGINS = {
    Zone.JUSTICE: env.text("OFFRAMP_JUSTICE_LOGIN", "offramp_justice"),
    Zone.PROGRAM: env.text("OFFRAMP_PROGRAM_LOGIN", "offramp_program"),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "offramp.config",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "axes",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "offramp.platform.design",
    "offramp.platform.audit",
    "offramp.platform.accounts",
    "offramp.platform.channels",
    "offramp.platform.outbox",
    "offramp.platform.submissions",
    "offramp.program.sites",
    "offramp.program.directory",
    "offramp.program.people",
    "offramp.program.rights",
    "offramp.program.process",
    "offramp.program.consent",
    "offramp.program.exports",
    "offramp.program.appointments",
    "offramp.program.naloxone",
    "offramp.program.touchpoints",
    "offramp.program.cases",
    "offramp.program.notes",
    "offramp.program.diversions",
    "offramp.program.overdoses",
    "offramp.program.charges",
    "offramp.program.dispatch",
    "offramp.program.assessments",
    "offramp.program.plans",
    "offramp.program.referrals",
    "offramp.program.journey",
    "offramp.program.retention",
    "offramp.impact.oversight",
    "offramp.doors.participant",
    "offramp.doors.field",
    "offramp.doors.partners",
    "offramp.doors.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "offramp.platform.audit.origin.requests",
    "offramp.platform.accounts.middleware.no_store",
    "offramp.platform.accounts.middleware.session_limits",
    "offramp.platform.accounts.middleware.actor",
    "offramp.platform.accounts.handed.stays_within",
    "django.contrib.messages.middleware.MessageMiddleware",
    "offramp.platform.accounts.middleware.errors_to_pages",
    "offramp.platform.accounts.middleware.policy_asked",
    "offramp.platform.accounts.middleware.own_password_first",
    "offramp.platform.accounts.middleware.keep_what_was_typed",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "offramp.config.local_time.site_time",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

# The maps of the site; what a zone's map does not hold is not found there.
OFFRAMP_URLS = {
    Zone.JUSTICE: "offramp.config.urls_justice",
    Zone.PROGRAM: "offramp.config.urls_program",
    Zone.ALL: "offramp.config.urls",
}
ROOT_URLCONF = OFFRAMP_URLS[OFFRAMP_ZONE]
WSGI_APPLICATION = "offramp.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "offramp.platform.design.context.page",
            ],
        },
    }
]
FORM_RENDERER = "offramp.platform.design.forms.Renderer"
OFFRAMP_PROGRAM_NAME = "offramp.program.sites.queries.name"
OFFRAMP_NAVIGATION = "offramp.doors.desk.navigation.items"
OFFRAMP_ALARMS = "offramp.doors.desk.alarms.items"
OFFRAMP_PHONE = "offramp.doors.desk.navigation.phone"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "offramp.platform.accounts.backend.WithDuties",
    "offramp.platform.accounts.backend.WithFactor",
]
LOGIN_URL = "accounts:sign_in"
# Everybody knows the demo's password, so there the work of hashing it may be small.
PASSWORD_HASHERS = [
    "offramp.config.demo.hasher.Quick"
    if OFFRAMP_DEMO
    else "django.contrib.auth.hashers.ScryptPasswordHasher"
]

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation."
        "UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
]
# Made-up people come in by password alone. Nothing else switches this off.
SECOND_FACTOR_REQUIRED = not OFFRAMP_DEMO
# Agencies whose people come in through a provider of their own: docs/operating.md.
PROVIDERS = env.providers("OFFRAMP_PROVIDERS")
# How long ago a factor may have been asked for before an export, a grant, …
FACTOR_FRESH = timedelta(minutes=5)
# Of each, the first one seals and all of them open: see docs/operating.md.
DEMO_FACTOR_KEY = "demo-only-factor-key-known-to-everybody"
FACTOR_KEYS = env.text("OFFRAMP_FACTOR_KEYS", DEMO_FACTOR_KEY).split(",")
DEMO_FILE_KEY = "demo-only-file-key-known-to-everybody"
FILE_KEYS = env.text("OFFRAMP_FILE_KEYS", DEMO_FILE_KEY).split(",")
DEMO_NOTE_KEY = "demo-only-note-key-known-to-everybody"
NOTE_KEYS = env.text("OFFRAMP_NOTE_KEYS", DEMO_NOTE_KEY).split(",")
# What phones keep without signal is closed to the first of these, each zone its own.
DEMO_PHONE_KEY = "demo-only-phone-key-known-to-everybody"
PHONE_KEYS = env.text("OFFRAMP_PHONE_KEYS", DEMO_PHONE_KEY).split(",")
# Takes the pages off the phones again; what waits there stays, and is sent.
PHONE_OFF = env.flag("OFFRAMP_PHONE_OFF", False)
FILE_UPLOAD_HANDLERS = ["offramp.platform.design.uploads.InMemory"]

# Wrong tries count for the account and for the address: see accounts.lockout.
AXES_HANDLER = "offramp.platform.accounts.lockout.Lockout"
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_FAILURE_LIMIT = 5
AXES_RESET_ON_SUCCESS = True
AXES_COOLOFF_TIME = None
AXES_USERNAME_CALLABLE = "offramp.platform.accounts.lockout.account"
AXES_CLIENT_IP_CALLABLE = "offramp.platform.audit.origin.address"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W002"]  # our own page answers, not its middleware
# How many proxies of ours stand in front, each adding an address to X-Forwarded-For.
PROXIES = env.number("OFFRAMP_PROXIES", 0)

# reference: idle lock after 30 minutes, a working shift at the most
SESSION_IDLE = timedelta(minutes=min(30, env.number("OFFRAMP_IDLE_MINUTES", 30)))
SESSION_ABSOLUTE = timedelta(hours=12)
# The zones read nothing of each other's sessions: each has its table.
SESSION_ENGINE = "offramp.platform.accounts.sessions"
SESSION_COOKIE_AGE = int(SESSION_ABSOLUTE.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "offramp.config.views.csrf_failure"
MESSAGE_STORAGE = "offramp.platform.design.messages.InCookie"

# Nobody looks through everybody. Typing one name asks three to five times.
SEARCHES_AN_HOUR = env.number("OFFRAMP_SEARCHES_AN_HOUR", 400)
# A phone that comes back to a signal sends twenty entries, not hundreds.
ENTRIES_AN_HOUR = env.number("OFFRAMP_ENTRIES_AN_HOUR", 600)

# Behind a front proxy that speaks HTTPS, says so, and lets nobody else say so.
HTTPS = env.flag("OFFRAMP_HTTPS", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
# The server asks itself, on this machine.
SECURE_REDIRECT_EXEMPT = [r"^(alive|healthz)$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# With this name a browser takes the cookie over HTTPS only, and from no other host.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"

SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Everything comes from here, nothing is written into the page, nobody frames it.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # small pictures inside the style sheets
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
# A photograph is taken by the phone's own camera app, which this does not touch. Where
# somebody is, is asked for by a tap alone, and by no page but ours.
PERMISSIONS_POLICY: dict[str, str | list[str]] = {
    "geolocation": "self"
} | {
    sense: []
    for sense in (
        "accelerometer", "autoplay", "bluetooth", "camera", "display-capture",
        "encrypted-media", "fullscreen", "gyroscope", "hid",
        "idle-detection", "local-fonts", "magnetometer", "microphone", "midi",
        "payment", "serial", "usb",
    )
}  # fmt: skip

_TERMINAL = "django.core.mail.backends.console.EmailBackend"
EMAIL_BACKEND = env.text("OFFRAMP_EMAIL_BACKEND", _TERMINAL)
EMAIL_HOST = env.text("OFFRAMP_EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("OFFRAMP_EMAIL_PORT", 25)
EMAIL_TIMEOUT = 10  # a mail server that hangs must not hold up the next message
DEFAULT_FROM_EMAIL = env.text("OFFRAMP_EMAIL_FROM", "offramp@localhost")

OFFRAMP_CHANNELS = channels.read(DEFAULT_FROM_EMAIL)
# Who understands what somebody answers to a text or a call.
OFFRAMP_REPLIES = "offramp.program.dispatch.views.replies.understand"

# Where links in messages lead.
_PORT = env.number("PORT", 8000)
OFFRAMP_ORIGIN = env.text("OFFRAMP_ORIGIN", f"http://localhost:{_PORT}")
# The two zones' addresses: messages to peers lead to the program's, and whoever signs
# in at the wrong one is told the right one.
OFFRAMP_ORIGINS = {
    Zone.JUSTICE: env.text("OFFRAMP_JUSTICE_ORIGIN", OFFRAMP_ORIGIN),
    Zone.PROGRAM: env.text("OFFRAMP_PROGRAM_ORIGIN", OFFRAMP_ORIGIN),
}
ODMAP = env.odmap("OFFRAMP_ODMAP")  # overdoses, where an agreement is on file
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "en-us"
TIME_ZONE = env.text("OFFRAMP_TIME_ZONE", "America/Chicago")

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "staticfiles": {"BACKEND": "offramp.platform.design.storage.Static"},
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
}
WHITENOISE_USE_FINDERS = True

# Nothing about a participant may reach a log: only the server's own words do.
LOGGING = logs.SETTINGS
