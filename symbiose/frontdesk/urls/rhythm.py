"""Addresses of the continuing dialogue."""

from django.urls import path

from symbiose.frontdesk.views import rhythm as views

app_name = "dialogue"
urlpatterns = [
    path("", views.dialogue_list, name="list"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/rytme/", views.agree, name="agree"),
    path("<int:pk>/samtale/", views.talk, name="talk"),
    path("<int:pk>/samtale/<int:talk_id>/emner/", views.topics, name="topics"),
    path("<int:pk>/samtale/<int:talk_id>/traek-tilbage/", views.withdraw, name="withdraw"),
]
