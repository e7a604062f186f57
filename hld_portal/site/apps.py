"""The app site."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "hld_portal.site"
    label = "site"
