"""The portal's settings for tests: data in a folder of their own that is thrown away."""

import atexit
import os
import shutil
import tempfile

HOME = tempfile.mkdtemp(prefix="hld-tests-")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ["PORTAL_HOME"] = HOME
os.environ["PORTAL_MODE"] = "local"
# Playwright keeps a loop in the main thread; the tests' own queries are synchronous all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from hld_portal.settings import *  # noqa: E402, F403
from hld_portal.settings import STORAGES  # noqa: E402

# Plain names: hashed ones would need collectstatic first.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Quick and worthless on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
