"""That somebody looked for a partner for a case, and how much was found."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.frontdesk.models.cases import Case


class PartnerSearch(Record):
    """One search from a case: what was looked for on which day, and how much was found then. Erased, it has no words."""

    PERSONAL = frozenset({"words"})  # people look for people

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="partner_searches")
    words = models.CharField(_("what is lacking"), max_length=200, blank=True)
    social = models.BooleanField(_("only social enterprises"), default=False)
    searched_on = models.DateField(_("day"))
    organisations = models.PositiveIntegerField(_("organisations found"))
    listings = models.PositiveIntegerField(_("listings found"))

    class Meta:
        verbose_name = _("search for a partner")
        verbose_name_plural = _("searches for partners")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "words", "social", "searched_on"],
                condition=~models.Q(words=""),
                name="partner_search_once_a_day",
            ),
        ]

    def __str__(self):
        return self.words
