"""All addresses. Fixed words come first; what begins with a dialogue's slug comes last."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("hld_portal.operations.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
urlpatterns += i18n_patterns(
    path("accounts/", include("hld_portal.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("submissions.urls_writing")),
    path("", include("hld_portal.reports.urls")),
    path("", include("hld_portal.desk.urls")),
    path("", include("hld_portal.search.urls")),
    path("", include("submissions.urls")),
    path("", include("hld_portal.site.urls")),
    prefix_default_language=False,
)
