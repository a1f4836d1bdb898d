# SPDX-License-Identifier: EUPL-1.2
"""What the headings of a file of key figures mean (pure).

CBS publishes the same figures under five sets of headings: the kerncijfers table (`a_inw`), the
wijk- en buurtkaart (`aantal_inwoners`, once `AANT_INW`), OData (`AantalInwoners_5`, where the last
number shifts every year) and StatLine (`Bevolking/Aantal inwoners (aantal)`, with path and unit).
The figures that Meedoen works with get one name; all others keep their own, in lower case.
Source: CBS, Toelichting Kerncijfers wijken en buurten; Toelichting Wijk- en Buurtkaart.
"""

import re
import unicodedata

CODE_COLUMNS = ("code", "gwb_code_10", "wijken_en_buurten", "codering", "statcode",
                "buurtcode", "bu_code", "wijkcode", "wk_code", "gemeentecode", "gm_code",
                "gwb_code", "regio_s", "regiocode", "gebiedscode")  # fmt: skip
YEAR_COLUMNS = ("jaar", "perioden", "periode", "year")
TEXT_COLUMNS = {
    "name", "level", "parent", "gemeente", "gemeentenaam", "wijknaam", "buurtnaam", "regio",
    "gm_naam", "wk_naam", "bu_naam", "recs", "gwb_code_8", "ind_wbz", "soort_regio", "water",
    "postcode", "pst_mvp", "pst_dekp", "statnaam", "indelingswijziging_wijken_en_buurten", "id",
    "jrstatcode", "meest_voorkomende_postcode", "dekkingspercentage", "naam",
}  # fmt: skip
ONE_NAME = {
    "inwoners": ("aantal_inwoners", "a_inw", "aant_inw"),
    "huishoudens": ("aantal_huishoudens", "a_hh", "huishoudens_totaal", "aantal_hh"),
    "inwoners_0_tot_15": ("inwoners0tot15", "a_00_14", "k_0_tot15_jaar", "0_tot_15_jaar"),
    "inwoners_65_plus": ("inwoners65plus", "a_65_oo", "k_65_jaar_of_ouder", "65_jaar_of_ouder"),
    "bijstand": ("a_soz_wb", "aantal_personen_met_een_alg_bijstandsuitkering_tot",
                 "personen_per_soort_uitkering_bijstand"),
    "ao_uitkering": ("a_soz_ao", "aantal_personen_met_een_ao_uitkering_totaal",
                     "personen_per_soort_uitkering_ao"),
    "ww_uitkering": ("a_soz_ww", "aantal_personen_met_een_ww_uitkering_totaal",
                     "personen_per_soort_uitkering_ww"),
    "aow_uitkering": ("a_soz_ow", "aantal_personen_met_een_aow_uitkering_totaal",
                      "personen_per_soort_uitkering_aow"),
    "jeugdzorg": ("a_jz_tn", "jongeren_met_jeugdzorg_in_natura"),
    "jeugdzorg_procent": ("p_jz_tn", "percentage_jongeren_met_jeugdzorg"),
    "wmo": ("a_wmo_t", "wmo_clienten"),
    "wmo_per_1000": ("p_wmo_t", "wmo_clienten_relatief"),
}  # fmt: skip
NAMES = {spelling: name for name, spellings in ONE_NAME.items() for spelling in spellings}
RATES = {"jeugdzorg_procent": 100, "wmo_per_1000": 1000}
# Figures of CBS that begin with p_ and are per 1000 inhabitants: births and deaths.
PER_THOUSAND = {"p_geb", "p_ste"}
# OData numbers its headings, and the number shifts from year to year: AantalInwoners_5.
_ODATA = re.compile(r"([A-Z][A-Za-z0-9]*|k_\d+[A-Za-z0-9]+)_\d{1,3}")
_UNIT = re.compile(r"(.*\S)\s*\(([^()]*)\)")
_MULTIPLIED = re.compile(
    r"[x×*] ?1[ .']?000\b|\b(in )?(duizend|duizenden|miljoen|miljoenen|mln)\b", re.IGNORECASE
)
_TEXT_UNITS = {"naam", "omschrijving", "code"}


def canonical_name(heading: str) -> str:
    """Give the name under which a figure is kept: `AantalInwoners_5` and `a_inw` → `inwoners`."""
    heading = " ".join(heading.split())
    if _ODATA.fullmatch(heading):
        heading = heading.rpartition("_")[0]
    own = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", heading).lower()
    named, _ = _without_unit(own)
    for spelling in (own, _folded(named), _folded(named.rpartition("/")[2])):
        if spelling in NAMES or spelling in ONE_NAME or spelling in _KNOWN:
            return NAMES.get(spelling, spelling)
    return own


def is_multiplied(heading: str) -> bool:
    """Tell whether a heading says that its numbers stand for thousands or more: `(x 1 000)`."""
    return _MULTIPLIED.search(heading) is not None


def is_words(heading: str) -> bool:
    """Tell whether a heading says itself that the column holds words: `… (naam)`."""
    return _without_unit(heading.lower())[1] in _TEXT_UNITS


def is_count(heading: str) -> bool:
    """Tell whether a heading stands for a count, of people, households or things: never a part."""
    name = canonical_name(heading)
    if name in ONE_NAME:
        return name not in RATES
    unit = _without_unit(heading.lower())[1]
    return unit == "aantal" or name.startswith(("a_", "aantal_", "aantal ", "aant_"))


def highest(heading: str) -> int | None:
    """Give what a figure can be at most: 100 for a percentage, 1000 for a rate; None otherwise."""
    name = canonical_name(heading)
    if name in RATES:
        return RATES[name]
    if name in PER_THOUSAND:
        return 1000
    percent = _without_unit(heading.lower())[1] == "%" or name.startswith(("p_", "percentage"))
    return 100 if percent else None


def _without_unit(heading: str) -> tuple[str, str]:
    """Split a heading of StatLine into its path and its unit: `Bevolking/Mannen (aantal)`."""
    found = _UNIT.fullmatch(heading)
    return (found[1], found[2].strip()) if found else (heading, "")


def _folded(name: str) -> str:
    """Write a name without accents and with _ for everything but letters and digits."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


_KNOWN = {*CODE_COLUMNS, *YEAR_COLUMNS, *TEXT_COLUMNS}
