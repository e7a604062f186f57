"""Words of published submissions: one adapter over two databases, and the list that asks it."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "hld_portal.search"
    label = "search"
