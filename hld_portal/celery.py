"""The Celery application; all its settings stand in `settings.py` under CELERY_."""

import os
import sys

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hld_portal.settings")

# Celery puts the folder of whoever calls in front of the libraries: a csp.py that happens to
# lie there would be imported in place of ours.
_path = sys.path[:]
app = Celery("hld_portal")
sys.path[:] = _path
app.config_from_object(settings, namespace="CELERY")  # by name it would look there, too
app.autodiscover_tasks()
