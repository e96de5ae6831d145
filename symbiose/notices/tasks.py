"""Work for the worker: send the letters that are due."""

from django.utils import timezone
from django_tasks import task

from symbiose.notices.actions import send_mail
from symbiose.notices.models import MailState, OutgoingMail

BATCH = 200


@task()
def send_due() -> int:
    """Send what is due now; how many went."""
    due = OutgoingMail.objects.filter(state=MailState.QUEUED, next_try__lte=timezone.now()).order_by("next_try")
    return sum(send_mail(pk) for pk in list(due.values_list("pk", flat=True)[:BATCH]))
