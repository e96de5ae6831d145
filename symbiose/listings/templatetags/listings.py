"""How a listing is said in words: its quantity, its times, its families, its owner."""

from __future__ import annotations

from django import template
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from symbiose.common.templatetags.pages import quantity
from symbiose.listings import bridge, queries
from symbiose.listings.enums import Per
from symbiose.listings.forms.days import DAYS, hours_by_day

register = template.Library()


@register.filter
def amount(listing):
    """120 kg om ugen (skøn); empty where no quantity is said."""
    if listing.quantity is None:
        return ""
    rhythm = {
        Per.ONCE: _("%(amount)s, once"),
        Per.WEEK: _("%(amount)s a week"),
        Per.MONTH: _("%(amount)s a month"),
        Per.YEAR: _("%(amount)s a year"),
    }[Per(listing.per)]
    said = rhythm % {"amount": f"{quantity(listing.quantity)} {listing.get_unit_display()}"}
    return _("%(amount)s (estimate)") % {"amount": said} if listing.estimated else said


@register.filter
def times(listing):
    """Days and hours in words, tirsdag og torsdag kl. 8.00–12.00; empty for any time."""
    by_hours: dict[str, list[str]] = {}
    for day, hours in hours_by_day(listing.windows).items():
        by_hours.setdefault(hours, []).append(str(DAYS[day]))
    return "; ".join(
        _("%(days)s at %(hours)s") % {"days": _joined(days), "hours": hours} for hours, days in by_hours.items()
    )


def _joined(words):
    """One, two and three."""
    return (
        words[0]
        if len(words) == 1
        else _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
    )


@register.filter
def family_name(code):
    """The family's name."""
    return bridge.family_name(code)


@register.filter
def quoted(words):
    """Words parted by a bar as “a”, “b” and “c”."""
    found = [f"“{word}”" for word in words.split("|") if word]
    return _joined(found) if found else ""


@register.filter
def words_of(item, code):
    """The writer's own words that led to a family."""
    return next((quoted(one.words) for one in item.families if one.code == code), "")


@register.simple_tag(takes_context=True)
def owner_name(context, listing):
    """The owner's name where it may be shown, else empty."""
    return queries.party_name(context["request"].actor, listing)


@register.simple_tag(takes_context=True)
def photos_of(context, listing):
    """The photos that the reader may see."""
    return queries.photos_of(context["request"].actor, listing)


@register.filter
def photo_words(photo, listing):
    """What a photo shows in words; the listing's heading where nobody said it."""
    return photo.description or listing.title


@register.filter
def km(value):
    """2 km; below one kilometre it says so."""
    return _("under 1 km") if value < 1 else _("%(km)s km") % {"km": quantity(round(value))}


@register.filter
def upper_first(value):
    """A label with a capital."""
    return capfirst(str(value))


@register.filter
def unconfirmed(listing):
    """True where the families are only read and nobody has confirmed them."""
    codes = list(listing.codes.all())
    return bool(codes) and not any(code.confirmed for code in codes)


@register.filter
def all_errors(forms):
    """Every error of several forms as target, label and text."""
    return [
        {
            "target": form[name].auto_id if name in form.fields else "",
            "label": form[name].label if name in form.fields else "",
            "text": error,
        }
        for form in forms
        if form.is_bound
        for name, errors in form.errors.items()
        for error in errors
    ]
