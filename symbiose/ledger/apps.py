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
        registry.register_verbs(VERBS)
