"""Addresses of positions."""

from django.urls import path

from symbiose.jobs.views import carving, position_files, positions

app_name = "positions"
urlpatterns = [
    path("", positions.position_list, name="list"),
    path("ny/", carving.add, name="add"),
    path("import/", position_files.upload, name="import"),
    path("import/skabelon.xlsx", position_files.blank, name="import_blank"),
    path("import/<int:upload_id>/", position_files.preview, name="preview_file"),
    path("<str:number>/", positions.detail, name="detail"),
    path("<str:number>/ret/", carving.change, name="change"),
    path("<str:number>/opgaver/", carving.tasks, name="tasks"),
    path("<str:number>/opgaver/<int:part_id>/fjern/", carving.remove_task, name="remove_task"),
    path("<str:number>/uge.csv", positions.week_table, name="week"),
    path("<str:number>/kopier/", positions.copy, name="copy"),
    path("<str:number>/aabn/", positions.move, {"verb": "open"}, name="open"),
    path("<str:number>/traek-tilbage/", positions.move, {"verb": "draw_back"}, name="draw_back"),
    path("<str:number>/luk/", positions.move, {"verb": "close"}, name="close"),
    path("<str:number>/genaabn/", positions.move, {"verb": "reopen"}, name="reopen"),
]
