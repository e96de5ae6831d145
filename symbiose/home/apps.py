"""Start page per role, search over everything, public pages, reading pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from symbiose.common import registry
from symbiose.common.actor import Role
from symbiose.common.pages.menu import MenuItem, register_menu

VERBS = {
    "home.add_contact": _("Contact point added"),
    "home.change_contact": _("Contact point changed"),
    "home.confirm_contact": _("Confirmed that it still holds"),
    "home.contacts_are_real": _("The contacts are no longer examples"),
    "home.add_reading": _("Page written"),
    "home.change_reading": _("Page changed"),
}


class HomeConfig(AppConfig):
    name = "symbiose.home"
    verbose_name = _("Start pages")

    def ready(self):
        from symbiose.home.waiting import waiting  # models are ready only now

        registry.register_waiting(waiting)
        registry.register_verbs(VERBS)
        register_menu(
            MenuItem(Role.VISITOR, 10, _("Front page"), "home:front"),
            MenuItem(
                Role.VISITOR,
                30,
                _("Who takes part"),
                "home:directory",
                ("organisations:detail", "organisations:champion"),
            ),
            MenuItem(Role.VISITOR, 40, _("What we aim for"), "home:goals"),
            MenuItem(Role.VISITOR, 50, _("Read about"), "home:readings", ("home:reading",)),
            MenuItem(Role.VISITOR, 60, _("Contact"), "home:contact"),
            MenuItem(Role.FIRM, 10, _("Today"), "home:today"),
            MenuItem(Role.ADVISER, 10, _("Today"), "home:today"),
            MenuItem(Role.ENTRANCE, 10, _("Today"), "home:today"),
            MenuItem(Role.CONSULTANT, 10, _("Today"), "home:today"),
            MenuItem(Role.LEADER, 10, _("Today"), "home:today"),
            MenuItem(Role.LEADER, 60, _("Goals"), "home:goals"),
            MenuItem(Role.ADVISER, 60, _("Goals"), "home:goals"),
        )
