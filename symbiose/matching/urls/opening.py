"""Addresses of the opening stock."""

from django.urls import path

from symbiose.matching.views import opening

app_name = "opening"
urlpatterns = [
    path("", opening.upload, name="upload"),
    path("skabelon.xlsx", opening.blank, name="blank"),
    path("<int:upload_id>/", opening.preview, name="preview"),
]
