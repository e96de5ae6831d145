"""The visit sheet: one page of paper."""

from __future__ import annotations

from django.shortcuts import render

from symbiose.common.pages.access import require, signed_in
from symbiose.frontdesk import permissions
from symbiose.frontdesk.queries.sheet import sheet_of
from symbiose.frontdesk.shown import dress_cases
from symbiose.frontdesk.views.doors import find_case


@signed_in
def sheet(request, case_number):
    """What one takes along on a visit."""
    case = find_case(request, case_number)
    require(permissions.may_take_part(request.actor, case))
    dress_cases([case])
    return render(request, "frontdesk/sheet.html", {"case": case, "sheet": sheet_of(case, request.actor)})
