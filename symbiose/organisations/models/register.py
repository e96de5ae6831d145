"""What the company register says of an organisation, beside what the municipality wrote."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record
from symbiose.organisations.enums import RegisterField
from symbiose.organisations.models.organisation import Organisation


class RegisterFact(Record):
    """One thing that an extract said, in words, with its source and the day of the extract.

    `taken`: the record says the same because the register does. What is not taken stands beside the municipality's own
    word. `settled`: somebody has looked at a closing and left the organisation open.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="register_facts")
    field = models.CharField(_("what"), max_length=20, choices=RegisterField)
    value = models.CharField(_("what the register says"), max_length=400)
    told_on = models.DateField(_("day of the extract"))
    source = models.CharField(_("source"), max_length=300)
    taken = models.BooleanField(default=True)
    settled = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("what the company register says")
        ordering = ["organisation", "field", "-told_on", "-pk"]
        indexes = [models.Index(fields=["field", "value"], condition=Q(settled=False), name="register_fact_open")]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "field", "told_on"], name="register_fact_once"),
            models.CheckConstraint(condition=~Q(source="") & ~Q(value=""), name="register_fact_has_source"),
        ]

    def __str__(self):
        return f"{self.organisation} {self.field} {self.told_on}"
