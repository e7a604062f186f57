"""Whether the portal lives and what it can reach; for load balancers and people on call."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hld_portal.operations import readiness as checks


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer `ok` while the process serves at all; asks nothing of anything else."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def readiness(request: HttpRequest) -> JsonResponse:
    """Tell part by part what answers; 503 only without what every page needs."""
    parts = checks.parts()
    return JsonResponse(parts, status=200 if parts["database"] and parts["storage"] else 503)
