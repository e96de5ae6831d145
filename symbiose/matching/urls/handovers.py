"""Addresses of handovers."""

from django.urls import path

from symbiose.matching.views import handover_photos, handovers, telling

app_name = "handovers"
urlpatterns = [
    path("ny/<str:number>/", telling.new, name="new"),
    path("tabel/<str:number>/", handovers.table, name="table"),
    path("spoerg/<str:number>/start/", handovers.asking, {"verb": "start"}, name="start_asking"),
    path("spoerg/<str:number>/stop/", handovers.asking, {"verb": "stop"}, name="stop_asking"),
    path("<int:handover_id>/", handovers.handover, name="handover"),
    path("<int:handover_id>/spoerg/", handovers.ask, name="ask"),
    path("<int:handover_id>/for/<str:side>/", handovers.tell_for, name="tell_for"),
    path("<int:handover_id>/billeder/<str:side>/", handover_photos.add, name="add_photos"),
    path("<int:handover_id>/billede/<int:photo_id>/", handover_photos.photo, name="photo"),
    path("<int:handover_id>/billede/<int:photo_id>/lille/", handover_photos.photo, {"small": True}, name="photo_small"),
    path("<int:handover_id>/billede/<int:photo_id>/fjern/", handover_photos.remove, name="remove_photo"),
]
