"""Rules of who gets what."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.organisations.models import Membership


class RoutingRule(Record):
    """Enquiries on a topic, from an area, or both, go to one member of an entrance, between two dates."""

    topic = models.CharField(_("topic"), max_length=40, blank=True)
    postcode_from = models.CharField(_("postcode from"), max_length=4, blank=True)
    postcode_to = models.CharField(_("postcode to"), max_length=4, blank=True)
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="+", verbose_name=_("who gets them")
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("rule of who gets what")
        ordering = ["topic", "postcode_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="routing_rule_dates"
            ),
            models.CheckConstraint(condition=~Q(topic="") | ~Q(postcode_from=""), name="routing_rule_says_something"),
            models.CheckConstraint(
                condition=Q(postcode_from="", postcode_to="")
                | (
                    Q(postcode_from__regex=r"^[0-9]{4}$", postcode_to__regex=r"^[0-9]{4}$")
                    & Q(postcode_to__gte=F("postcode_from"))
                ),
                name="routing_rule_area",
            ),
        ]

    def __str__(self):
        return f"{self.topic} {self.postcode_from}–{self.postcode_to}"
