"""The market place as an Atom feed, for whoever reads it elsewhere: what a visitor sees, and nothing more."""

from __future__ import annotations

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import formats
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from symbiose.common import municipality
from symbiose.common.actor import VISITOR
from symbiose.listings import lists, queries
from symbiose.listings.models import Listing
from symbiose.listings.templatetags.listings import amount, times

MOST = 50


class MarketFeed(Feed):
    """The newest listings of a search; who asks makes no difference, so that a feed can be passed on."""

    feed_type = Atom1Feed

    def get_object(self, request):
        return lists.asked_by(request.GET.urlencode(), VISITOR)

    def title(self, asked):
        here = municipality.current()
        return _("Market place") + f", {here.name if here else 'Symbiose'}: {lists.search_name(asked)}"

    def subtitle(self, _asked):
        return _("What others have to spare, and what they lack.")

    def link(self, asked):
        return f"{reverse('listings:market')}?{lists.plain_search(asked)}"

    def feed_url(self, asked):
        return f"{reverse('listings:feed')}?{lists.plain_search(asked)}"

    def items(self, asked):
        return lists.found_by(asked, lists.spot_for(asked)).order_by("-shown_at", "-pk")[:MOST]

    def item_title(self, listing: Listing):
        side = _("Somebody has") if listing.side == "have" else _("Somebody lacks")
        return f"{side}: {listing.title}"

    def item_description(self, listing: Listing):
        until = _("Can be seen until %(day)s") % {"day": formats.date_format(listing.valid_to, "DATE_FORMAT")}
        name = queries.party_name(VISITOR, listing) or _("Name hidden until both say yes")
        told = [listing.text, amount(listing), times(listing), listing.place, name, until]
        return " · ".join(part for part in told if part)

    def item_link(self, listing: Listing):
        return reverse("listings:detail", args=[listing.pk])

    def item_pubdate(self, listing: Listing):
        return listing.shown_at

    def item_updateddate(self, listing: Listing):
        return max(listing.shown_at, listing.changed_at)

    def item_categories(self, listing: Listing):
        return [str(listing.get_kind_display())] if listing.kind else []
