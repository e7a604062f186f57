"""Addresses of accounts, beside allauth's own."""

from django.urls import path

from hld_portal.accounts import views, views_joining, views_members

app_name = "accounts"
urlpatterns = [
    path("sample/", views.sample_sign_in, name="sample_sign_in"),
    path("profile/", views.profile_edit, name="profile_edit"),
    path("acting/", views.acting_switch, name="acting_switch"),
    path("stakeholders/<int:pk>/", views_members.stakeholder_show, name="stakeholder_show"),
    path(
        "stakeholders/<int:pk>/members/<int:member_pk>/role/",
        views_members.role_change,
        name="role_change",
    ),
    path(
        "stakeholders/<int:pk>/members/<int:member_pk>/end/",
        views_members.membership_end,
        name="membership_end",
    ),
    path(
        "stakeholders/<int:pk>/invitations/<int:invitation_pk>/withdraw/",
        views_members.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("invitations/<str:token>/", views_joining.invitation_show, name="invitation_show"),
]
