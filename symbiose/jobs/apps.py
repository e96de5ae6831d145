"""People in the loop: positions carved from tasks, people who want to work, proposals of placement, placements."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "symbiose.jobs"
    verbose_name = _("Positions and placements")

    def ready(self):
        from symbiose.jobs.registering import (
            candidates,
            caseload,
            offers,
            placements,
            positions,
        )  # models are ready only now

        for subject in (candidates, caseload, positions, offers, placements):
            subject.register()
