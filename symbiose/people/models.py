"""A person who signs in, and under which names identity providers know them.

What they may do stands in their memberships, one house up.
"""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from symbiose.common.models import Record


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    is_active = models.BooleanField(default=True)
    demo_role = models.CharField(max_length=20, blank=True)  # one-click role, read only where the demo setting is on
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self):
        return self.name

    def get_full_name(self):
        return self.name


class Identity(Record):
    """The name under which an identity provider knows a person; nothing else that it says is kept."""

    PERSONAL = frozenset({"subject"})

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="identities")
    provider = models.CharField(_("identity provider"), max_length=40)
    subject = models.CharField(max_length=191)

    class Meta:
        verbose_name = _("linked identity")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "subject"], name="identity_once"),
            models.CheckConstraint(condition=~Q(subject=""), name="identity_has_subject"),
        ]

    def __str__(self):
        return f"{self.user} · {self.provider}"
