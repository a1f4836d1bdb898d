# SPDX-License-Identifier: EUPL-1.2
"""Offers are searched and sorted as the eye reads them.

Done with what every PostgreSQL has, and not with the extension `unaccent`: that is not installed
everywhere, knows no characters of no width, and is not immutable, so that no column can be kept by
it. Unicode's own decomposition (NFKD) parts letters from their marks; what has none stands in
`ALIKE`. It does the same as `meedoen.vocabulary.levelling`, and in small letters.
"""

import django.db.models.functions.text
from django.db import migrations, models

import meedoen.catalogue.models

# Kinds of one mark.
ALIKE = {
    "'": "\u2018\u2019\u201b\u02b9\u02bb\u02bc\u2032\u00b4\u0060",
    '"': "\u201c\u201d\u201e\u201f\u00ab\u00bb",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212",
}
# Letters that Unicode does not part from their stroke, large ones too: in some locales `lower`
# knows no others than those of ASCII.
STROKES = {
    "o": "Øø",
    "l": "Łł",
    "d": "ĐđÐð",
    "h": "Ħħ",
    "t": "Ŧŧ",
    "i": "ı",
    "æ": "Æ",
    "œ": "Œ",
    "þ": "Þ",
    "ß": "ẞ",
}
# Marks on letters, and characters of no width: joiners, direction marks, fillers, variants.
UNSEEN = (
    r"\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    r"\u0610-\u061a\u061c\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    r"\u115f\u1160\u17b4\u17b5\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\u2800\u3164\ufe00-\ufe0f\ufe20-\ufe2f"
    r"\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef"
)


def _translated(what: str, alike: dict[str, str]) -> str:
    many = "".join(alike.values())
    one = "".join(one * len(many) for one, many in alike.items()).replace("'", "''")
    return f"translate({what}, '{many}', '{one}')"


_PARTED = f"regexp_replace(normalize({_translated('words', ALIKE)}, NFKD), '[{UNSEEN}]', '', 'g')"

FUNCTION = f"""
CREATE FUNCTION catalogue_levelled(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $levelled$
    SELECT btrim(regexp_replace(
        replace(replace(replace(replace(
            {_translated(f"lower({_PARTED})", STROKES)},
            'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
        '[[:space:]\\u0001-\\u001f\\u007f-\\u009f\\u2028\\u2029]+', ' ', 'g'))
$levelled$
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION catalogue_levelled(text)"),
        migrations.AddField(
            model_name="offer",
            name="sorted_as",
            field=models.GeneratedField(
                db_persist=True,
                expression=meedoen.catalogue.models.LevelledWords("title"),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="searched_in",
            field=models.GeneratedField(
                db_persist=True,
                expression=meedoen.catalogue.models.LevelledWords(
                    django.db.models.functions.text.Concat(
                        "title",
                        models.Value(" · "),
                        "description",
                        output_field=models.TextField(),
                    )
                ),
                output_field=models.TextField(),
            ),
        ),
    ]
