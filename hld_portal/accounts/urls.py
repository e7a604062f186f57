"""Addresses of accounts, beside allauth's own."""

from django.urls import path

from hld_portal.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sample/", views.sample_sign_in, name="sample_sign_in"),
    path("profile/", views.profile_edit, name="profile_edit"),
    path("acting/", views.acting_switch, name="acting_switch"),
]
