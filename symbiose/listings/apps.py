"""What somebody has and what somebody lacks."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from symbiose.common import registry
from symbiose.common.actor import Role
from symbiose.common.pages.menu import MenuItem, register_menu

OWN_PAGES = ("listings:add", "listings:change", "listings:refresh", "listings:import", "listings:preview")


class ListingsConfig(AppConfig):
    name = "symbiose.listings"
    verbose_name = _("Listings")

    def ready(self):
        from symbiose.listings import queries  # models are ready only now
        from symbiose.listings.actions.reminding import PURPOSE
        from symbiose.listings.views.detail import refresh_by_link
        from symbiose.notices.links import register_purpose

        registry.register(
            registry.ObjectKind(
                label="listings.listing",
                noun=_("Listing"),
                plural=_("Listings"),
                title=str,
                url=lambda listing: reverse("listings:detail", args=[listing.pk]),
                visible=queries.visible_to,
                state=lambda listing: str(listing.get_state_display()),
            )
        )
        registry.register_verbs(
            {
                "listings.add": _("Listing written"),
                "listings.change": _("Listing changed"),
                "listings.families": _("Group of the listing changed"),
                "listings.show": _("Listing shown"),
                "listings.withdraw": _("Listing withdrawn"),
                "listings.restore": _("Withdrawal undone"),
                "listings.reopen": _("Brought back as a draft"),
                "listings.refresh": _("Listing renewed"),
                "listings.remind": _("Owner asked whether it still holds"),
                "listings.hide": _("Listing hidden: nobody said that it still holds"),
                "listings.import": _("Imported from a file"),
            }
        )
        registry.register_waiting(queries.waiting)
        register_purpose(PURPOSE, refresh_by_link)
        register_menu(
            MenuItem(Role.VISITOR, 20, _("Market place"), "listings:market", ("listings:detail",)),
            MenuItem(Role.FIRM, 20, _("Our listings"), "listings:own", OWN_PAGES),
            MenuItem(Role.FIRM, 30, _("Market place"), "listings:market", ("listings:detail",)),
            MenuItem(
                Role.ADVISER, 40, _("Listings"), "listings:market", ("listings:detail", "listings:own", *OWN_PAGES)
            ),
        )
