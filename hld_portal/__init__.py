"""The portal: settings, apps and what they share."""

from hld_portal.celery import app as celery_app

__all__ = ["celery_app"]
