"""Addresses of every room."""

from django.urls import include, path

urlpatterns = [
    path("", include("symbiose.home.urls")),
    path("organisationer/", include("symbiose.organisations.urls")),
    path("forloeb/", include("symbiose.frontdesk.urls.cases")),
    path("indgang/", include("symbiose.frontdesk.urls.desk")),
    path("skriv/", include("symbiose.frontdesk.urls.writing")),
    path("opsoegende/", include("symbiose.frontdesk.urls.outreach")),
    path("kalender/", include("symbiose.frontdesk.urls.calendar")),
    path("henvendelser/", include("symbiose.frontdesk.urls.enquiries")),
    path("faelles-opgaver/", include("symbiose.frontdesk.urls.shared_tasks")),
    path("loebende-dialog/", include("symbiose.frontdesk.urls.rhythm")),
    path("tre-spoergsmaal/", include("symbiose.frontdesk.urls.survey")),
    path("opslag/", include("symbiose.listings.urls")),
    path("stillinger/", include("symbiose.jobs.urls.positions")),
    path("forslag/", include("symbiose.matching.urls.proposals")),
    path("udvekslinger/", include("symbiose.matching.urls.network")),
    path("udvekslinger/", include("symbiose.matching.urls.exchanges")),
    path("overdragelser/", include("symbiose.matching.urls.handovers")),
    path("dem-du-foelger/", include("symbiose.jobs.urls.caseload")),
    path("ansaettelsesforslag/", include("symbiose.jobs.urls.offers")),
    path("hvem-foerst/", include("symbiose.jobs.urls.fairness")),
    path("posteringer/", include("symbiose.ledger.urls")),
    path("aabningsbeholdning/", include("symbiose.matching.urls.opening")),
    path("svar/", include("symbiose.notices.urls.answers")),
    path("indbakke/", include("symbiose.notices.urls.inbox")),
    path("kandidater/", include("symbiose.jobs.urls.candidates")),
    path("ansaettelser/", include("symbiose.jobs.urls.placements")),
    path("trivsel/", include("symbiose.jobs.urls.wellbeing")),
    path("mit/", include("symbiose.jobs.urls.own")),
    path("konto/", include("symbiose.people.urls")),
    path("visning/", include("symbiose.common.pages.urls")),
]
handler400 = "symbiose.home.views.bad_request"
handler403 = "symbiose.home.views.forbidden"
handler404 = "symbiose.home.views.not_found"
handler500 = "symbiose.home.views.broken"
