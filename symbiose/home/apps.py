"""Start page per role, search over everything, public pages, reading pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from symbiose.common.actor import Role
from symbiose.common.pages.menu import MenuItem, register_menu


class HomeConfig(AppConfig):
    name = "symbiose.home"
    verbose_name = _("Start pages")

    def ready(self):
        register_menu(
            MenuItem(Role.VISITOR, 10, _("Front page"), "home:front"),
            MenuItem(Role.VISITOR, 40, _("What we aim for"), "home:goals"),
            MenuItem(Role.VISITOR, 50, _("Read about"), "home:readings", ("home:reading",)),
            MenuItem(Role.VISITOR, 60, _("Contact"), "home:contact"),
            MenuItem(Role.FIRM, 10, _("Today"), "home:today"),
            MenuItem(Role.ADVISER, 10, _("Today"), "home:today"),
            MenuItem(Role.ENTRANCE, 10, _("Today"), "home:today"),
            MenuItem(Role.ADVISER, 60, _("Goals"), "home:goals"),
        )
