"""Addresses of the site: home, help and the style guide; a dialogue's slug comes last."""

from django.urls import path

from hld_portal.site import views

app_name = "site"
urlpatterns = [
    path("start/", views.start, name="start"),
    path("", views.home, name="home"),
    path("help/", views.help_show, name="help"),
    path("accessibility/", views.accessibility_show, name="accessibility"),
    path("styleguide/", views.styleguide_show, name="styleguide"),
    path("<slug:slug>/", views.dialogue_show, name="dialogue_show"),
]
