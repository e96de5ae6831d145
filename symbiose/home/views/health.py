"""Whether this installation answers, for a load balancer: no sign-in, no session, no text for people."""

from importlib.metadata import version

from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from symbiose.home.operations import database_answers


@require_safe
@never_cache
def health(request):
    """200 where the database answers, 503 where it does not."""
    answers = database_answers()
    return JsonResponse({"database": answers, "version": version("symbiose")}, status=200 if answers else 503)
