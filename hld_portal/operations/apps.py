"""The app that starts, watches and measures the portal."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "hld_portal.operations"
