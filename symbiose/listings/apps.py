"""What somebody has and what somebody lacks."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from symbiose.common import registry
from symbiose.common.actor import Role
from symbiose.common.pages.menu import MenuItem, register_menu

OWN_PAGES = tuple(
    f"listings:{name}"
    for name in ("add", "change", "refresh", "import", "preview", "phone", "photos", "nobody", "steps", "steps_of")
)
MARKET_PAGES = tuple(f"listings:{name}" for name in ("detail", "alerts", "alert_add"))

VERBS = {
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
    "listings.ask_nobody": _("Owner asked: nobody yet, keep or remove?"),
    "listings.keep": _("Kept, although nobody has come forward yet"),
    "listings.alert_kept": _("Alert begun"),
    "listings.alert_stopped": _("Alert stopped"),
    "listings.alert_started": _("Alert begun again"),
    "listings.alert_told": _("Told about new listings"),
    "listings.photo_added": _("Photos added"),
    "listings.photo_removed": _("Photo removed"),
    "listings.photo_restored": _("Photo brought back"),
    "listings.step_opened": _("Authority step opened"),
    "listings.step_assigned": _("Authority step given to somebody"),
    "listings.step_recorded": _("The authority's answer recorded"),
    "listings.step_settles": _("Changed by the authority's answer"),
    "listings.step_undone": _("The recorded answer taken back"),
    "listings.step_stops": _("Stopped again: the answer was taken back"),
    "listings.step_dropped": _("Authority step no longer needed"),
    "listings.step_ran_out": _("Stopped again: the authority's answer ran out"),
}


class ListingsConfig(AppConfig):
    name = "symbiose.listings"
    verbose_name = _("Listings")

    def ready(self):
        from symbiose.listings import authority, queries  # models are ready only now
        from symbiose.listings.actions import alerts, following, nobody
        from symbiose.listings.actions.reminding import PURPOSE
        from symbiose.listings.views.alerts import alert_by_link
        from symbiose.listings.views.detail import refresh_by_link
        from symbiose.listings.views.nobody import nobody_by_link
        from symbiose.notices.kinds import register_kind
        from symbiose.notices.links import register_purpose

        following.register()
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
        registry.register_verbs(VERBS)
        registry.register_waiting(queries.waiting)
        registry.register_waiting(queries.nobody_waiting)
        registry.register_waiting(authority.waiting)
        register_kind("listing", _("Our listings"), _("When a listing runs out, or nobody has come forward."))
        register_kind("alert", _("Searches that you keep"), _("When something new fits."))
        register_purpose(PURPOSE, refresh_by_link)
        register_purpose(alerts.PURPOSE, alert_by_link)
        register_purpose(nobody.PURPOSE, nobody_by_link)
        register_menu(
            MenuItem(Role.VISITOR, 20, _("Market place"), "listings:market", MARKET_PAGES),
            MenuItem(Role.FIRM, 20, _("Our listings"), "listings:own", OWN_PAGES),
            MenuItem(Role.FIRM, 30, _("Market place"), "listings:market", MARKET_PAGES),
            MenuItem(Role.ADVISER, 40, _("Listings"), "listings:market", (*MARKET_PAGES, "listings:own", *OWN_PAGES)),
        )
