"""Addresses of organisations."""

from django.urls import path

from symbiose.organisations import views
from symbiose.organisations.views import access, arriving

app_name = "organisations"
urlpatterns = [
    path("", views.index, name="list"),
    path("hvem-er-med/", views.directory, name="directory"),
    path("adgang/", access.index, name="access_list"),
    path("adgang/bed-om/", views.ask, name="ask_access"),
    path("adgang/bed-om/tak/", views.thanks, name="access_asked"),
    path("adgang/identitet/<int:identity_id>/fjern/", arriving.part, name="part_identity"),
    path("adgang/ind/", arriving.arrived, name="arrived"),
    path("adgang/ind/<str:token>/", arriving.proof, name="arrival_proof"),
    path("adgang/<int:access_id>/", access.page, name="access"),
    path("adgang/<int:access_id>/organisation/", access.find, name="access_find"),
    path("adgang/<int:access_id>/inviter/", access.step, {"verb": "invite"}, name="access_invite"),
    path("adgang/<int:access_id>/afvis/", access.step, {"verb": "refuse"}, name="access_refuse"),
    path("adgang/<int:access_id>/traek/", access.step, {"verb": "withdraw"}, name="access_withdraw"),
    path("adgang/<int:access_id>/send/", access.at_once, {"verb": "send_again"}, name="access_send"),
    path("adgang/<int:access_id>/genoptag/", access.at_once, {"verb": "reopen"}, name="access_reopen"),
    path("adgang/<int:access_id>/tilbage/", access.take_back, name="access_take_back"),
    path("ny/", views.add, name="add"),
    path("import/", views.upload, name="import"),
    path("import/skabelon.xlsx", views.blank, name="import_blank"),
    path("import/<int:upload_id>/", views.preview, name="preview"),
    path("dobbelte/", views.doubles, name="doubles"),
    path("dobbelte/led/", views.look, name="look"),
    path("dobbelte/<int:pair_id>/ikke-den-samme/", views.set_apart, name="set_apart"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/ret/", views.change, name="change"),
    path("<int:pk>/oplysninger/ny/", views.state_fact, name="state_fact"),
    path("<int:pk>/oplysninger/<int:fact_id>/slut/", views.end_fact, name="end_fact"),
    path("<int:pk>/luk/", views.close, name="close"),
    path("<int:pk>/aabn/", views.reopen, name="reopen"),
    path("<int:pk>/saml/", views.choose, name="choose"),
    path("<int:pk>/saml/<int:other_id>/", views.merge, name="merge"),
    path("<int:pk>/saml/<int:merge_id>/fortryd/", views.part, name="part"),
    path("<int:pk>/tal/ny/", views.state_year, name="state_year"),
    path("<int:pk>/tal/<int:year_id>/ret/", views.change_year, name="change_year"),
    path("<int:pk>/tal/<int:year_id>/fjern/", views.remove_year, name="remove_year"),
    path("<int:pk>/arbejdssteder/nyt/", views.add_unit, name="add_unit"),
    path("<int:pk>/arbejdssteder/<int:unit_id>/ret/", views.change_unit, name="change_unit"),
    path("<int:pk>/arbejdssteder/<int:unit_id>/slut/", views.end_unit, name="end_unit"),
    path("<int:pk>/personer/ny/", views.invite, name="add_member"),
    path("<int:pk>/personer/<int:membership_id>/slut/", views.end_member, name="end_member"),
]
