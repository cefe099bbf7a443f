"""Superset for haochaping: metadata in PostgreSQL, data in Trino read as the person who is logged in.

No Redis and no Celery: caches are files and rows of the metadata database, queries run in the web process.
Parameters come from the environment; README.md lists them.
"""

import logging
import os
import re
from pathlib import Path
from urllib.parse import quote

from flask import has_request_context, redirect, request
from flask_babel import get_locale
from flask_login import current_user
from trino.auth import JWTAuthentication


def _secret(name: str) -> str:
    """The variable NAME, or the content of the file that NAME_FILE names."""
    if name in os.environ:
        return os.environ[name]
    file = os.environ.get(f"{name}_FILE")
    if not file:
        raise RuntimeError(f"neither {name} nor {name}_FILE is set")
    return Path(file).read_text("utf-8").strip()


SECRET_KEY = _secret("SUPERSET_SECRET_KEY")
SQLALCHEMY_DATABASE_URI = _secret("SUPERSET_DB_URI")
_HOME = Path(os.environ["SUPERSET_HOME"])
DATA_DIR = str(_HOME)

# One line for each fault, none for each request. The wheel lacks a picture that this logger misses at each page.
LOG_LEVEL = "WARNING"
logging.getLogger("superset.views.base").setLevel(logging.ERROR)

# Appearance. zh comes first; /lang/en switches a session to English.
APP_NAME = "好差评"
BABEL_DEFAULT_LOCALE = "zh"
LANGUAGES = {"zh": {"flag": "cn", "name": "简体中文"}, "en": {"flag": "us", "name": "English"}}
LOGO_TOOLTIP = APP_NAME
# Five bars, one for each level of a review.
_LOGO = "data:image/svg+xml," + quote(
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 132 32'>"
    "<rect x='2' y='4' width='28' height='4' rx='2' fill='#1f5fa8'/>"
    "<rect x='2' y='10' width='22' height='4' rx='2' fill='#4a7fb5'/>"
    "<rect x='2' y='16' width='16' height='4' rx='2' fill='#9dbbd9'/>"
    "<rect x='2' y='22' width='10' height='4' rx='2' fill='#d98e04'/>"
    "<rect x='2' y='28' width='5' height='4' rx='2' fill='#c8323a'/>"
    "<text x='40' y='25' font-family='sans-serif' font-size='24' font-weight='700' fill='#1f3a5f'>好差评</text></svg>"
)
_FONTS = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', 'WenQuanYi Zen Hei', sans-serif"
THEME_DEFAULT = {
    "algorithm": "default",
    "token": {
        "brandAppName": APP_NAME,
        "brandLogoAlt": APP_NAME,
        "brandLogoUrl": _LOGO,
        "brandLogoMargin": "18px 0",
        "brandLogoHref": "/",
        "brandLogoHeight": "24px",
        "brandIconMaxWidth": 37,
        "colorPrimary": "#1f5fa8",
        "colorLink": "#1f5fa8",
        "colorInfo": "#4a90c8",
        "colorSuccess": "#3d9970",
        "colorWarning": "#d98e04",
        "colorError": "#c8323a",
        "fontUrls": [],
        "fontFamily": f"Inter, Helvetica, Arial, {_FONTS}",
        "fontFamilyCode": f"'IBM Plex Mono', 'Courier New', {_FONTS}, monospace",
        "fontSizeXS": "8",
        "fontSizeXXL": "28",
        "fontWeightLight": "300",
        "fontWeightNormal": "400",
        "fontWeightStrong": "500",
        "fontWeightBold": "700",
        "transitionTiming": 0.3,
        "colorEditorSelection": "#fff5cf",
    },
}
THEME_DARK = None
# Blue counts what is neutral, red what is bad, amber what has been verified.
EXTRA_CATEGORICAL_COLOR_SCHEMES = [
    {
        "id": "haochaping",
        "label": "好差评",
        "description": "",
        "isDefault": True,
        "colors": ["#4a7fb5", "#c8323a", "#d98e04", "#3d9970", "#7a6fac", "#5f8a8b", "#a3573a", "#8c8c8c"],
    }
]

# Limits
ROW_LIMIT = 10_000
SQL_MAX_ROW = 10_000
# The first queries after a start wait until Trino is warm.
SUPERSET_WEBSERVER_TIMEOUT = 180
SQLLAB_TIMEOUT = 180

# Caches
_WEEK = 7 * 24 * 3600


def _files(name: str, seconds: int) -> dict:
    return {
        "CACHE_TYPE": "FileSystemCache",
        "CACHE_DIR": str(_HOME / "cache" / name),
        "CACHE_DEFAULT_TIMEOUT": seconds,
        "CACHE_THRESHOLD": 2000,
        "CACHE_KEY_PREFIX": f"{name}-",
    }


def _rows(name: str) -> dict:
    return {
        "CACHE_TYPE": "SupersetMetastoreCache",
        "CACHE_DEFAULT_TIMEOUT": _WEEK,
        "CACHE_KEY_PREFIX": f"{name}-",
        "REFRESH_TIMEOUT_ON_RETRIEVAL": True,
    }


CACHE_CONFIG = _files("meta", 300)
# Just under the dashboards' refresh interval: a refresh asks Trino once, however many tabs of one person are open.
DATA_CACHE_CONFIG = _files("data", 50)
DASHBOARD_AUTO_REFRESH_MODE = "fetch"
FILTER_STATE_CACHE_CONFIG = _rows("filter")
EXPLORE_FORM_DATA_CACHE_CONFIG = _rows("form")
RATELIMIT_STORAGE_URI = "memory://"

FEATURE_FLAGS = {
    "ALERT_REPORTS": False,
    "ENABLE_TEMPLATE_PROCESSING": False,
    # Both keep one person's rows from being served to another out of the cache.
    "CACHE_IMPERSONATION": True,
    "CACHE_QUERY_BY_USER": True,
    # A dashboard is shown to the kinds of accounts that can read what it asks; Trino decides about the rows.
    "DASHBOARD_RBAC": True,
}

# Visitors without an account may look at dashboards of what is published, and at nothing else.
PUBLIC_ROLE_LIKE = "Public"

# Browser security. The default policy admits hosts for maps, fonts and telemetry; this one admits none.
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = os.environ.get("SUPERSET_HTTPS") == "1"
TALISMAN_ENABLED = True
TALISMAN_CONFIG = {
    "content_security_policy": {
        "default-src": ["'self'"],
        "base-uri": ["'self'"],
        "connect-src": ["'self'"],
        "font-src": ["'self'", "data:"],
        "frame-ancestors": os.environ.get("SUPERSET_FRAME_ANCESTORS", "'self'").split(),
        "img-src": ["'self'", "blob:", "data:"],
        "object-src": "'none'",
        "script-src": ["'self'", "'strict-dynamic'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "worker-src": ["'self'", "blob:"],
    },
    "content_security_policy_nonce_in": ["script-src"],
    "frame_options": None,  # frame-ancestors decides
    "force_https": False,
    "session_cookie_secure": SESSION_COOKIE_SECURE,
}
PREVENT_UNSAFE_DB_CONNECTIONS = True


# What each kind of account has to do with first.
_START_PAGES = {"assessor": "assessment", "department": "workbench", "leader": "ranking", "supervisor": "findings"}
_DASHBOARD = re.compile(r"/superset/dashboard/([a-z]+)(-en)?/")


def FLASK_APP_MUTATOR(app):  # noqa: N802 (Superset's name)
    """Whoever logs in lands on their own dashboard and not on Superset's list of recent work; each in their language."""

    @app.before_request
    def own_page_first():
        if request.endpoint == "Superset.welcome" and current_user.is_authenticated:
            kind = current_user.username.split(":")[0]
            return redirect(f"/superset/dashboard/{_START_PAGES.get(kind, 'overview')}/")
        return None

    @app.before_request
    def in_the_readers_language():
        dashboard = _DASHBOARD.fullmatch(request.path)
        suffix = "-en" if str(get_locale()) == "en" else ""
        if dashboard and (dashboard[2] or "") != suffix:
            query = f"?{request.query_string.decode()}" if request.query_string else ""
            return redirect(f"/superset/dashboard/{dashboard[1]}{suffix}/{query}")
        return None


def DB_CONNECTION_MUTATOR(uri, params, username, security_manager, source):  # noqa: N802 (Superset's name)
    """Points the assets' database at this deployment's Trino, so that no asset holds an address or a secret."""
    if uri.get_backend_name() != "trino":
        return uri, params
    uri = uri.set(host=os.environ["TRINO_HOST"], port=int(os.environ["TRINO_PORT"]))
    arguments = params.setdefault("connect_args", {})
    if arguments.get("user") == "operator":
        # Trino lets nobody write through Superset: here the operator reads as the administrator does.
        arguments["user"] = "admin"
    # Trino's clock; the views hand out local times without a zone
    arguments.setdefault("timezone", "Asia/Shanghai")
    asked_by_hand = has_request_context() and request.path.startswith("/api/v1/sqllab/")
    # which group of queries it waits in
    arguments["source"] = "sql_lab" if asked_by_hand else "dashboards"
    # read anew for each connection: it is signed again each day
    token = Path(os.environ["TRINO_TOKEN_FILE"]).read_text("ascii").strip()
    arguments["auth"] = JWTAuthentication(token)
    arguments["http_scheme"] = "https"
    arguments["verify"] = os.environ["TRINO_CA_FILE"]
    return uri, params
