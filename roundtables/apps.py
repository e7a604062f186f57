"""What the dialogue is about: events, round tables, instruments, calls."""

from django.apps import AppConfig


class RoundtablesConfig(AppConfig):
    name = "roundtables"
