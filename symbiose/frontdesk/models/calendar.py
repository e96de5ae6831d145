"""One's own calendar, read by a program of one's own."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record


class CalendarFeed(Record):
    """A secret address under which a person's calendar program reads what is theirs to do; a new key ends the old address.

    The address carries the signed key, made anew each time it is shown, so that it is stored nowhere.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed", verbose_name=_("whose it is")
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("calendar address")

    def __str__(self):
        return str(self.user)
