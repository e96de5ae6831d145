"""Addresses of listings."""

from django.urls import path

from symbiose.listings import views

app_name = "listings"
urlpatterns = [
    path("", views.market, name="market"),
    path("vores/", views.own, name="own"),
    path("nyt/", views.add, name="add"),
    path("nyt/laes/", views.reading, name="reading"),
    path("import/", views.upload, name="import"),
    path("import/<int:upload_id>/", views.preview, name="preview"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/ret/", views.change, name="change"),
    path("<int:pk>/vis/", views.move, {"verb": "show"}, name="show"),
    path("<int:pk>/traek-tilbage/", views.move, {"verb": "withdraw"}, name="withdraw"),
    path("<int:pk>/fortryd/", views.move, {"verb": "restore"}, name="restore"),
    path("<int:pk>/genaabn/", views.move, {"verb": "reopen"}, name="reopen"),
    path("<int:pk>/forny/", views.refresh, name="refresh"),
]
