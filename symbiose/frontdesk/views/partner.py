"""Find a partner for a case."""

from __future__ import annotations

from django.shortcuts import render

from symbiose.common.pages.access import signed_in
from symbiose.common.pages.forms import Form
from symbiose.frontdesk.forms.partner import PartnerForm
from symbiose.frontdesk.queries.partner import partners_of
from symbiose.frontdesk.views.cases import listing_url
from symbiose.frontdesk.views.work import kept_case


@signed_in
def partner(request, case_number):
    """Proposals for the firm's listings, and whoever offers or does what is lacking."""
    case = kept_case(request, case_number)
    asked = PartnerForm(request.GET)
    found = partners_of(case, request.actor, words=asked.words, social=asked.social_only)
    context = {"case": case, "words": asked.words, "social": asked.social_only, "found": found}
    return render(request, "frontdesk/partner.html", context | {"listing_url": listing_url(case), "form": Form()})
