"""Addresses of the ledger."""

from django.urls import path

from symbiose.ledger import views

app_name = "ledger"
urlpatterns = [
    path("", views.everything, name="list"),
    path("organisation/<int:pk>/", views.organisation, name="organisation"),
    path("om/<str:label>/<int:thread_id>/", views.thread, name="thread"),
    path("<int:entry_id>/", views.entry, name="entry"),
    path("<int:entry_id>/tag-tilbage/", views.take_back, name="take_back"),
]
