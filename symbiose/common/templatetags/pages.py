"""Tags and filters that every template has: icons, numbers and dates as Danes read them, addresses of a list."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from symbiose.common import municipality
from symbiose.common.pages.lists import changed_address
from symbiose.common.registry import VERB_NAMES

register = template.Library()


@register.simple_tag
def icon(name, label=""):
    """An icon of the design system's sprite; silent for screen readers unless it carries a label."""
    sprite = static("vendor/dkfds/img/all-svg-icons.svg")
    if label:
        return format_html(
            '<svg class="icon-svg" role="img" aria-label="{}" focusable="false"><use href="{}#{}"></use></svg>',
            label,
            sprite,
            name,
        )
    return format_html(
        '<svg class="icon-svg" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', sprite, name
    )


@register.filter
def quantity(value):
    """1.200 or 6,5 or −0,3: thousands parted, at most two decimals, a true minus; empty for None."""
    if value is None:
        return ""
    text = formats.number_format(round(float(value), 2), decimal_pos=2, use_l10n=True, force_grouping=True)
    separator = formats.get_format("DECIMAL_SEPARATOR")
    return text.rstrip("0").rstrip(separator).replace("-", "−")


@register.filter
def known(value):
    """The value, or the word for unknown: never 0, never a dash."""
    return value if value not in (None, "") else _("Unknown")


@register.filter
def mail_address(value):
    """A mail address that goes on to the next line after its @, not in the middle of a word; unknown where there is none."""
    return format_html("{}@<wbr>{}", *value.split("@", 1)) if value and "@" in value else known(value)


@register.filter
def day(value):
    """14. oktober 2025; a moment by the day that it was here, not in Greenwich."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return formats.date_format(value, "DATE_FORMAT") if value else _("Unknown")


@register.filter
def moment(value):
    """14. oktober 2025 kl. 9.20."""
    if not value:
        return ""
    local = timezone.localtime(value)
    return _("%(date)s at %(time)s") % {
        "date": formats.date_format(local, "DATE_FORMAT"),
        "time": formats.date_format(local, "G.i"),
    }


@register.filter
def unbroken(value):
    """A code that does not break over lines."""
    return str(value).replace("-", "\u2011")


@register.simple_tag(takes_context=True)
def address(context, **values):
    """The present address with query values changed."""
    return changed_address(context["request"].GET.urlencode(), **{name: str(value) for name, value in values.items()})


@register.filter
def widget_kind(bound):
    """Which markup a field needs."""
    return type(bound.field.widget).__name__


@register.simple_tag
def page_url(shown, number):
    """The address of another page of the same list."""
    return shown.page_url(number)


@register.filter
def verb_name(verb):
    """A verb of the audit trail in words."""
    return VERB_NAMES.get(verb, verb)


@register.simple_tag
def said(item, part=""):
    """A text of the municipality in the reader's language; where only Danish exists, it is marked as Danish."""
    text, fell_back = municipality.said(item.data if hasattr(item, "data") else item, part)
    if fell_back:
        return format_html('<span lang="da">{} <span class="badge">{}</span></span>', text, _("in Danish"))
    return text
