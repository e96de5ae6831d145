"""Facts that count."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from symbiose.common import registry

VERBS = {
    "ledger.restate": _("Counted in the ledger"),
    "ledger.reverse": _("Taken back in the ledger"),
}


class LedgerConfig(AppConfig):
    name = "symbiose.ledger"
    verbose_name = _("Ledger")

    def ready(self):
        from symbiose.ledger import queries
        from symbiose.organisations.merging import Mover, register_mover

        registry.register_verbs(VERBS)
        register_mover(Mover("ledger.entry", _("entries"), lambda pk: queries.of_organisation(pk).count()))
