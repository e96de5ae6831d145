"""Addresses of calling on firms."""

from django.urls import path

from symbiose.frontdesk.views import outreach as views

app_name = "outreach"
urlpatterns = [
    path("", views.call_list, name="list"),
    path("firma/<int:organisation_id>/", views.firm, name="firm"),
    path("firma/<int:organisation_id>/nej/", views.stop, name="stop"),
    path("nej/<int:stop_id>/haev/", views.lift, name="lift"),
    path("opkald/", views.calls, name="calls"),
    path("opkald/<int:call_id>/", views.call, name="call"),
    path("opkald/<int:call_id>/samtale/", views.talk, name="talk"),
    path("opkald/<int:call_id>/giv-fri/", views.release, name="release"),
    path("opkald/<int:call_id>/ret/", views.mend, name="mend"),
    path("opkald/<int:call_id>/traek-tilbage/", views.withdraw, name="withdraw"),
    path("opkald/<int:call_id>/forloeb/", views.to_case, name="to_case"),
    path("opkald/<int:call_id>/partner/", views.to_partner, name="to_partner"),
    path("runder/", views.rounds, name="rounds"),
    path("runder/ny/", views.plan, name="plan"),
    path("runder/<int:round_id>/", views.round_page, name="round"),
    path("runder/<int:round_id>/ret/", views.change, name="change_round"),
    path("runder/<int:round_id>/afslut/", views.close, name="close_round"),
    path("runder/<int:round_id>/genaabn/", views.reopen, name="reopen_round"),
]
