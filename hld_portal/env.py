"""What the environment says: read once, checked, and loud when it is wrong."""

import json
import secrets
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environs import Env

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent

PORTAL_HOME = Path(env.str("PORTAL_HOME", "") or BASE_DIR / "var").expanduser().absolute()
PORTAL_MODE = env.str("PORTAL_MODE", "local")
if PORTAL_MODE not in ("local", "production"):
    raise ImproperlyConfigured(f"PORTAL_MODE is {PORTAL_MODE!r}; it must be local or production.")
LOCAL = PORTAL_MODE == "local"


def secret_key() -> str:
    """Return PORTAL_SECRET_KEY, or in local mode a key kept in PORTAL_HOME.

    Raises:
        ImproperlyConfigured: in production without a key, or with a short one.
    """
    key = env.str("PORTAL_SECRET_KEY", "")
    if key:
        if len(key) < 50:
            raise ImproperlyConfigured("PORTAL_SECRET_KEY needs at least 50 characters.")
        return key
    if not LOCAL:
        raise ImproperlyConfigured("PORTAL_SECRET_KEY must be set in production.")
    return _local_key(PORTAL_HOME / "secret-key")


def _local_key(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Exclusive creation: of two processes that start at once, one writes the key.
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip()


def portal_url() -> str:
    """Return the address of the portal, for links in mails; without a slash at the end.

    Raises:
        ImproperlyConfigured: in production without one.
    """
    url = env.str("PORTAL_URL", "http://127.0.0.1:8000" if LOCAL else "").rstrip("/")
    if not url.startswith(("http://", "https://")):
        raise ImproperlyConfigured("PORTAL_URL must be set, such as https://portal.example.org.")
    return url


def redis_url() -> str:
    """Return where Celery finds Redis; locally a socket inside PORTAL_HOME."""
    return env.str("REDIS_URL", "") or f"redis+socket://{PORTAL_HOME / 'run' / 'redis.sock'}"


def issued_storage(default: dict[str, Any]) -> dict[str, Any]:
    """Return where issued files are kept: PORTAL_ISSUED_STORAGE, an entry of Django's STORAGES.

    Whether that storage refuses to replace and to delete, `check_storage` finds out.

    Raises:
        ImproperlyConfigured: it is no JSON, or not such an entry.
    """
    text = env.str("PORTAL_ISSUED_STORAGE", "")
    if not text:
        return default
    try:
        entry = json.loads(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"PORTAL_ISSUED_STORAGE is not JSON: {error}.") from error
    known = isinstance(entry, dict) and {"BACKEND"} <= entry.keys() <= {"BACKEND", "OPTIONS"}
    if not known or not isinstance(entry["BACKEND"], str):
        raise ImproperlyConfigured(
            'PORTAL_ISSUED_STORAGE must read {"BACKEND": "module.Class", "OPTIONS": {…}}.'
        )
    return entry
