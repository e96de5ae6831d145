"""Find a partner for a case."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import Form
from symbiose.common.states import NotAllowed
from symbiose.frontdesk import actions
from symbiose.frontdesk.forms.partner import PartnerForm
from symbiose.frontdesk.partner_shown import page_of_search
from symbiose.frontdesk.queries.partner import partners_of
from symbiose.frontdesk.views.cases import listing_url
from symbiose.frontdesk.views.work import kept_case


@signed_in
def partner(request, case_number):
    """Proposals for the firm's listings, and whoever offers or does what is lacking; a search that is sent is written down."""
    case = kept_case(request, case_number)
    if request.method == "POST":
        return looked(request, case)
    asked = PartnerForm(request.GET)
    found = partners_of(case, request.actor, words=asked.words, social=asked.social_only)
    context = {"case": case, "words": asked.words, "social": asked.social_only, "found": found}
    return render(request, "frontdesk/partner.html", context | {"listing_url": listing_url(case), "form": Form()})


def looked(request, case):
    """Write the search down, and show what it finds."""
    asked, form = PartnerForm(request.POST), Form(request.POST)
    require(form.is_valid())
    page = reverse("cases:partner", args=[case.number])
    if not asked.is_valid():
        messages.error(request, asked.errors["q"][0])
        return redirect(page)
    if not asked.words:
        return redirect(page)

    def act():
        return page_of_search(
            actions.look_for_partner(case, words=asked.words, social=asked.social_only, by=request.actor)
        )

    try:
        return HttpResponseRedirect(form.run_once(act))
    except NotAllowed:
        messages.warning(request, _("That cannot be done as it stands now. Look at the page once more."))
        return redirect(page)
