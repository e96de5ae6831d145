"""Import positions from a file: upload, preview row by row, and the yes that writes all or nothing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy, ngettext

from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.blanks import blank_answer
from symbiose.engine.files import POSITION_COLUMNS
from symbiose.jobs.actions.position_import import import_positions
from symbiose.jobs.actions.position_plans import on_behalf, plan_positions
from symbiose.jobs.forms.import_files import ImportPositionsForm
from symbiose.jobs.permissions import may_carve
from symbiose.jobs.views.import_pages import Importing, choose_file, preview_file

POSITIONS = Importing(
    room="positions",
    template="jobs/position_import.html",
    columns=POSITION_COLUMNS,
    title=gettext_lazy("Import positions"),
    list_title=gettext_lazy("Positions"),
    plan=plan_positions,
    form=ImportPositionsForm,
    asks=lambda plan, actor: {"on_behalf": on_behalf(plan, actor)},
    write=import_positions,
    said=lambda count: (
        ngettext("%(count)s position is imported.", "%(count)s positions are imported.", count) % {"count": count}
    ),
)


@signed_in
def upload(request):
    """Choose a file."""
    require(may_carve(request.actor))
    return choose_file(request, POSITIONS)


@signed_in
def blank(request):
    """An empty workbook with the headings."""
    require(may_carve(request.actor))
    return blank_answer("positions")


@signed_in
def preview(request, upload_id):
    """What the file would do, and the yes that does it."""
    require(may_carve(request.actor))
    return preview_file(request, upload_id, POSITIONS)
