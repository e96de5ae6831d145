"""Addresses of listings."""

from django.urls import path

from symbiose.listings import views
from symbiose.listings.views import alerts, behalf, feed, gathered, nobody, photos

app_name = "listings"
urlpatterns = [
    path("", views.market, name="market"),
    path("vores/", views.own, name="own"),
    path("nyt.atom", feed.MarketFeed(), name="feed"),
    path("besked/", alerts.alerts, name="alerts"),
    path("besked/ny/", alerts.add_alert, name="alert_add"),
    path("besked/<int:alert_id>/stop/", alerts.alert_step, {"verb": "stop"}, name="alert_stop"),
    path("besked/<int:alert_id>/start/", alerts.alert_step, {"verb": "start"}, name="alert_start"),
    path("nyt/", views.add, name="add"),
    path("nyt/laes/", views.reading, name="reading"),
    path("telefon/", behalf.phone, name="phone"),
    path("telefon/hvem/", behalf.firms, name="phone_firms"),
    path("import/", views.upload, name="import"),
    path("import/skabelon.xlsx", views.blank, name="import_blank"),
    path("import/<int:upload_id>/", views.preview, name="preview"),
    path("trin/", gathered.steps, name="steps"),
    path("trin/<int:step_id>/", views.step, name="step"),
    path("trin/<slug:kind>/<int:organisation_id>/", gathered.steps_of, name="steps_of"),
    path("trin/<int:step_id>/giv/", views.assign_step, name="step_assign"),
    path("trin/<int:step_id>/fortryd/", views.undo_step, name="step_undo"),
    path("<int:pk>/trin/<slug:kind>/", views.open_step, name="step_open"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/billeder/", photos.photos, name="photos"),
    path("<int:pk>/billeder/<int:photo_id>.jpg", photos.photo, name="photo"),
    path("<int:pk>/billeder/<int:photo_id>/lille.jpg", photos.photo, {"small": True}, name="photo_small"),
    path("<int:pk>/billeder/<int:photo_id>/beskriv/", photos.describe_photo, name="photo_describe"),
    path("<int:pk>/billeder/<int:photo_id>/op/", photos.photo_step, {"verb": "earlier"}, name="photo_earlier"),
    path("<int:pk>/billeder/<int:photo_id>/fjern/", photos.photo_step, {"verb": "remove"}, name="photo_remove"),
    path("<int:pk>/billeder/<int:photo_id>/fortryd/", photos.photo_step, {"verb": "restore"}, name="photo_restore"),
    path("<int:pk>/ret/", views.change, name="change"),
    path("<int:pk>/vis/", views.move, {"verb": "show"}, name="show"),
    path("<int:pk>/traek-tilbage/", views.move, {"verb": "withdraw"}, name="withdraw"),
    path("<int:pk>/fortryd/", views.move, {"verb": "restore"}, name="restore"),
    path("<int:pk>/genaabn/", views.move, {"verb": "reopen"}, name="reopen"),
    path("<int:pk>/forny/", views.refresh, name="refresh"),
    path("<int:pk>/behold/", nobody.nobody, name="nobody"),
]
