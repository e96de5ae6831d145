"""The first password of a person who was invited."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from symbiose.people.models import User


def first_password_address(user: User) -> str:
    """Where a person chooses a password; the address works until one is chosen, and is stored nowhere."""
    values = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return reverse("account_reset_password_from_key", kwargs=values)
