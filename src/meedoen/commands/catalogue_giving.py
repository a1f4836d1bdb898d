# SPDX-License-Identifier: EUPL-1.2
"""What `meedoen catalogue export` does at the database: it reads, and writes on stdout."""

import click
from django.conf import settings

from meedoen.areas import queries as areas
from meedoen.catalogue import queries as catalogue
from meedoen.commands.acting import known_municipality
from meedoen.commands.schema import at_hand
from meedoen.interop.hsds.offers import Names, service
from meedoen.interop.hsds.pages import page_of
from meedoen.lexicon.themes import load
from meedoen.vocabulary.moment import Moment

# So many offers are held at once.
AT_ONCE = 500


def give(municipality: str | None) -> None:
    """Write the published offers, all or those that serve a municipality, as they are now.

    One statement reads all of them, however many there are. Raises CouldNotBeDone for a
    municipality that is not here, before anything is written.
    """
    with at_hand():
        on = Moment.now()
        if municipality is None:
            offers = catalogue.published_offers(on=on)
        else:
            offers = catalogue.offers_for(known_municipality(municipality).code, on=on)
        names = Names(
            municipalities={one.code: one.name for one in areas.municipalities()},
            themes={code: theme.label for code, theme in load().themes.items()},
            site=settings.SITE,
        )
        for piece in page_of(service(one, names) for one in offers.iterator(AT_ONCE)):
            click.echo(piece.encode(), nl=False)
