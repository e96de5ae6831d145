"""Companies, social enterprises, departments, associations and schools, and who acts for them."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from symbiose.common import registry
from symbiose.common.actor import Role
from symbiose.common.pages.menu import MenuItem, register_menu

PAGES = (
    *("detail", "add", "change", "import", "preview", "state_fact", "end_fact", "add_member", "end_member"),
    *("state_year", "change_year", "remove_year", "add_unit", "change_unit", "end_unit"),
)


class OrganisationsConfig(AppConfig):
    name = "symbiose.organisations"
    verbose_name = _("Organisations")

    def ready(self):
        from symbiose.organisations.queries import visible_to  # models are ready only now

        registry.register(
            registry.ObjectKind(
                label="organisations.organisation",
                noun=_("Organisation"),
                plural=_("Organisations"),
                title=str,
                url=lambda organisation: reverse("organisations:detail", args=[organisation.pk]),
                visible=visible_to,
                state=lambda organisation: str(organisation.get_kind_display()),
            )
        )
        registry.register_verbs(
            {
                "organisations.add": _("Organisation added"),
                "organisations.change": _("Organisation changed"),
                "organisations.import": _("Imported from a file"),
                "organisations.state_fact": _("Stated"),
                "organisations.mend_fact": _("Statement mended"),
                "organisations.end_fact": _("No longer holds"),
                "organisations.state_year": _("Figures of a year stated"),
                "organisations.change_year": _("Figures of a year mended"),
                "organisations.remove_year": _("Figures of a year removed"),
                "organisations.add_unit": _("Place of work added"),
                "organisations.change_unit": _("Place of work mended"),
                "organisations.end_unit": _("Place of work ended"),
                "organisations.add_person": _("Person added"),
                "organisations.add_member": _("Person may act for the organisation"),
                "organisations.end_member": _("Person no longer acts for the organisation"),
            }
        )
        register_menu(
            MenuItem(
                Role.ADVISER,
                30,
                _("Organisations"),
                "organisations:list",
                tuple(f"organisations:{page}" for page in PAGES),
            ),
            MenuItem(Role.VISITOR, 30, _("Who takes part"), "organisations:directory", ("organisations:detail",)),
        )
