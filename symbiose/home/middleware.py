"""What every answer of the program passes on its way out."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

NOT_THAT_WAY = 405


def say_what_is_done_by_a_button(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """An address that does something, opened as if it were a page, answers with a page that leads on, and does nothing."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != NOT_THAT_WAY or response.streaming or response.content or request.method != "GET":
            return response
        page = render(request, "home/by_button.html", status=NOT_THAT_WAY)
        page["Allow"] = response["Allow"]
        return page

    return answered
