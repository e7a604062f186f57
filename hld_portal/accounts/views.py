"""Pages of a person: details, for whom one acts, and the sample's people in local mode."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hld_portal.accounts import samples
from hld_portal.accounts.acting import act_for
from hld_portal.accounts.languages import in_language_of, language_of
from hld_portal.accounts.models import SampleAccount, User
from hld_portal.accounts.profile import ProfileForm

BACKEND = "hld_portal.accounts.backends.PortalBackend"


@never_cache
@require_POST
def sample_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as somebody of the sample; there is no such page outside local mode."""
    if not samples.is_offered():
        raise Http404
    email = request.POST.get("email", "")
    account = get_object_or_404(SampleAccount, user__email=email, user__is_sample=True)
    login(request, account.user, backend=BACKEND)
    return redirect(_next(request) or get_adapter(request).get_login_redirect_url(request))


@login_required
def profile_edit(request: Any) -> HttpResponse:
    """Let a person change name, language and time zone; the page answers in the new language."""
    # A fresh row: a form that fails must not leave its values on the user of the page.
    user = get_object_or_404(User, pk=request.user.pk)
    form = ProfileForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.instance.save(update_fields=["name", "language", "time_zone"])
        with override(language_of(user)):
            messages.success(request, _("Your details are saved."))
        return redirect(in_language_of(user, reverse("accounts:profile_edit")))
    status = 422 if form.errors else 200
    return render(request, "accounts/profile_edit.html", {"form": form}, status=status)


@login_required
@require_POST
def acting_switch(request: Any) -> HttpResponse:
    """Choose for which stakeholder one acts from now on, and go back to where one was."""
    stakeholder = act_for(request, request.POST.get("stakeholder", ""))
    messages.success(request, _("You now act for %(name)s.") % {"name": stakeholder.local_name})
    return redirect(
        _next(request) or in_language_of(request.user, resolve_url(settings.LOGIN_REDIRECT_URL))
    )


def _next(request: HttpRequest) -> str:
    """Return where the form wants to go next, if that is a page of this portal."""
    url = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure())
    return url if safe else ""
