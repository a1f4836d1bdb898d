# SPDX-License-Identifier: EUPL-1.2
"""The invented names of the region: how many live where, and what the streets are called (pure).

Positions are kilometres east and north of the market square of Lindewaard. A buurt has a kind,
which says how people live there, a number of inhabitants, and streets on one theme, as Dutch
neighbourhoods have. No gemeente, wijk or buurt here is named after one that exists in the places
that Meedoen grew out of.
"""

from dataclasses import dataclass
from enum import Enum


class BuurtKind(Enum):
    """How people live in a buurt: persons per household, share under 15, share of 65 and over."""

    CENTRE = (1.6, 0.08, 0.24)
    ESTATE = (2.0, 0.17, 0.17)
    GARDEN = (2.3, 0.19, 0.19)
    VILLAGE = (2.3, 0.15, 0.26)
    LAND = (2.5, 0.14, 0.25)
    WORK = (1.9, 0.07, 0.12)


@dataclass(frozen=True, slots=True)
class Buurt:
    """An invented buurt; `east` and `north` are kilometres from the market square."""

    name: str
    east: float
    north: float
    kind: BuurtKind
    inhabitants: int
    streets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedWijk:
    """An invented wijk with its buurten."""

    name: str
    buurten: tuple[Buurt, ...]


@dataclass(frozen=True, slots=True)
class Gemeente:
    """An invented gemeente with its wijken; the code is one that CBS has not given out."""

    code: str
    name: str
    wijken: tuple[NamedWijk, ...]


def _buurt(
    name: str, east: float, north: float, kind: BuurtKind, inhabitants: int, streets: str
) -> Buurt:
    return Buurt(name, east, north, kind, inhabitants, tuple(streets.split(", ")))


OUDE_WAARD = NamedWijk("Oude Waard", (
    _buurt("Lindemarkt", 0.0, 0.0, BuurtKind.CENTRE, 1885,
           "Lindemarkt, Waagsteeg, Korte Lindestraat, Lange Lindestraat, Botersteeg, "
           "Linnenhof, Kaarsenmakersgang, Achter de Waag"),
    _buurt("Schippershoofd", 0.85, -0.2, BuurtKind.CENTRE, 1240,
           "Schippershoofd, Turfkade, Touwgang, Lijnbaanpad, Bokkinghang, Kleine Sluis, "
           "Loswal"),
    _buurt("Torenhof", -0.5, 0.7, BuurtKind.CENTRE, 1415,
           "Torenhof, Klokkensteeg, Kostersgang, Orgelplein, Beiaardstraat, Galmgatpad, "
           "Begijnenwal"),
    _buurt("Vestetuin", -0.35, -0.8, BuurtKind.CENTRE, 965,
           "Vestetuin, Bolwerkpad, Poortstraat, Grachtje, Walmuur, Lantaarnhof"),
))  # fmt: skip
HOGE_LINDE = NamedWijk("Hoge Linde", (
    _buurt("Lindenhoogte", -1.3, 1.9, BuurtKind.ESTATE, 2710,
           "Zilverlinde, Winterlinde, Zomerlinde, Haagbeuk, Veldesdoorn, Lijsterbesplein, "
           "Vlierpad, Sleedoorn, Hazelaarhof"),
    _buurt("Merelgaarde", 0.15, 1.85, BuurtKind.ESTATE, 2480,
           "Merelgaarde, Roodborsthof, Winterkoningpad, Boomkruiper, Kwikstaart, Putterplein, "
           "Goudhaantje, Tapuitweg, Sijsjeshof"),
    _buurt("Kruidenpand", -0.6, 3.1, BuurtKind.GARDEN, 1960,
           "Tijmpad, Salieplein, Bieslookhof, Marjoleinlaan, Dragonstraat, Kervelgang, "
           "Lavaspad, Hysophof"),
    _buurt("Eikenstee", 1.1, 3.0, BuurtKind.GARDEN, 1735,
           "Eikenstee, Eikeldop, Schorsweg, Wintereik, Galappelpad, Vlaamse Gaailaan, "
           "Mastjaar"),
))  # fmt: skip
MOLENBROEK = NamedWijk("Molenbroek", (
    _buurt("Wiekslag", 1.75, 1.0, BuurtKind.ESTATE, 2955,
           "Wiekslag, Kruiwerk, Stellingpad, Maalstoel, Vangstok, Bonkelaar, Roedehof, "
           "Zeilraam, Kaphuis, Steenspil"),
    _buurt("Hopveld", 3.0, 1.75, BuurtKind.GARDEN, 2140,
           "Hopveld, Hopbel, Eestpad, Moutstraat, Gistplein, Kuipershof, Vatenlaan, "
           "Roerstok"),
    _buurt("Korenaar", 3.2, 0.2, BuurtKind.GARDEN, 2305,
           "Haverhof, Gerstlaan, Speltpad, Boekweitplein, Roggeveld, Emmertarwe, "
           "Karwijstraat, Vlasbloem"),
    _buurt("Bakkerseind", 2.0, -0.65, BuurtKind.ESTATE, 1880,
           "Bakkerseind, Duivekaterhof, Krentenwegge, Broodplank, Ovenstraat, Meelzakpad, "
           "Rijskast"),
))  # fmt: skip
ZOMERWAL = NamedWijk("Zomerwal", (
    _buurt("Spuiwaard", 0.6, -1.75, BuurtKind.ESTATE, 3120,
           "Spuiwaard, Duikerpad, Stuwstraat, Peilschaal, Schuivenhof, Waterslag, "
           "Heultje, Dijkstoel, Kwelplein, Inlaatweg"),
    _buurt("Roerdompsel", 2.2, -2.2, BuurtKind.GARDEN, 1645,
           "Roerdompsel, Karekiethof, Waterralpad, Baardmanlaan, Snorplein, Rietgors, "
           "Zwarte Stern"),
    _buurt("Zeilmakers", -0.75, -2.2, BuurtKind.ESTATE, 2590,
           "Zeilmakershof, Grootzeil, Fokkepad, Kluiverstraat, Bezaan, Schootplein, Giekhof, "
           "Spriet, Wantweg"),
    _buurt("Ankerwei", 0.9, -3.4, BuurtKind.GARDEN, 1420,
           "Ankerwei, Stokanker, Dregpad, Kettinghof, Boeilaan, Meerpaal, Tonnenlegger"),
))  # fmt: skip
TOLKAMP = NamedWijk("Tolkamp", (
    _buurt("Tolboom", -1.55, -0.1, BuurtKind.ESTATE, 2230,
           "Tolboom, Stuiverpad, Duitenhof, Schellinglaan, Dukatonplein, Oordjespad, "
           "Florijnstraat, Daalderhof"),
    _buurt("Weversveld", -2.6, 1.0, BuurtKind.ESTATE, 2815,
           "Weversveld, Schietspoel, Kettingdraad, Inslagpad, Weefgetouw, Garenhof, "
           "Keperstraat, Damastplein, Lakenlaan"),
    _buurt("Kantklos", -2.0, -1.5, BuurtKind.GARDEN, 1790,
           "Kantklos, Speldenkussen, Borduurhof, Kruissteek, Festonpad, Kloshof, "
           "Vingerhoed"),
    _buurt("Werkeiland Tolkamp", -3.5, -0.6, BuurtKind.WORK, 85,
           "Aambeeldweg, Draaibank, Freesstraat, Smeltkroes, Nijptang, Schaafbank"),
))  # fmt: skip
WAARDLANDEN = NamedWijk("Waardlanden", (
    _buurt("Noorderwaard", -3.1, 4.4, BuurtKind.LAND, 310,
           "Noorderwaardweg, Hoge Akker, Wilgenkade, Kievitsland, Halve Hoeve, Kaasmakerspad"),
    _buurt("Lindeweide", 1.4, 5.1, BuurtKind.LAND, 245,
           "Lindeweideweg, Hooischelf, Klaverpad, Lammerenland, Groene Dreef, Melkbocht"),
    _buurt("Westerwaard", -5.6, 1.5, BuurtKind.LAND, 190,
           "Westerwaardse Dijk, Grutto-oord, Slikpad, Eendenkooi, Verre Kamp, Zoute Kreek"),
    _buurt("Zilverbroek", -4.9, -3.1, BuurtKind.LAND, 155,
           "Zilverbroekweg, Elzensingel, Ottergang, Lisdodde, Modderkade, Kikkerbeet"),
    _buurt("Zuiderwaard", -1.8, -4.7, BuurtKind.LAND, 275,
           "Zuiderwaardweg, Populierendreef, Perenlaantje, Bijenstal, Oude Wetering, "
           "Zwanenkade"),
))  # fmt: skip

VENNERHOUT_DORP = NamedWijk("Vennerhout-Dorp", (
    _buurt("Kerkebrink", 8.6, 0.5, BuurtKind.VILLAGE, 1510,
           "Kerkebrink, Pastorielaan, Smidsgang, Vennerstraat, Pompplein, Dorpspomp, "
           "Meestershof, Kuierpad"),
    _buurt("Nije Esch", 9.4, 1.5, BuurtKind.GARDEN, 1265,
           "Nije Esch, Esrand, Korhoenlaan, Jeneverbes, Gagelpad, Wolfsklauw, Brembloem, "
           "Dopheide"),
    _buurt("Houtse Kampen", 7.4, 2.7, BuurtKind.LAND, 220,
           "Houtse Kampweg, Houtwal, Hakhoutpad, Mispelhof, Dassenburcht, Boskant"),
))  # fmt: skip
ESKERLOO = NamedWijk("Eskerloo", (
    _buurt("Eskerloo-Kom", 11.2, 3.3, BuurtKind.VILLAGE, 890,
           "Eskerloseweg, Schaapsdrift, Brinkhof, Imkerspad, Boerschop, Spiekerstraat, "
           "Bakhuisje"),
    _buurt("Loobosch", 12.9, 4.6, BuurtKind.LAND, 135,
           "Looboschweg, Sparrendreef, Reeënsprong, Vossenpad, Beukennoot, Uilenhorst"),
    _buurt("Heidestee", 9.9, 5.0, BuurtKind.LAND, 95,
           "Heidesteeweg, Plaggenhut, Zonnedauw, Leemkuil, Struikheide, Schepershoek"),
))  # fmt: skip
WATERSTEGE = NamedWijk("Waterstege", (
    _buurt("Waterstege-Kom", 11.1, -1.7, BuurtKind.VILLAGE, 675,
           "Waterstegerweg, Vennekant, Oeverpad, Bruggetje, Waterhoentje, Fuikhof, "
           "Palingrokerij"),
    _buurt("Stegerbroek", 8.4, -2.9, BuurtKind.LAND, 185,
           "Stegerbroekweg, Knotwilg, Dotterbloem, Slootkant, Ooievaarsnest, Koebrug"),
    _buurt("Vennemeden", 13.4, 0.2, BuurtKind.LAND, 165,
           "Vennemedenweg, Turfstekerspad, Veenpluis, Wulpenland, Zandrug, Dwarsvaart"),
))  # fmt: skip

GEMEENTEN = (
    Gemeente(
        "GM9901",
        "Lindewaard",
        (OUDE_WAARD, HOGE_LINDE, MOLENBROEK, ZOMERWAL, TOLKAMP, WAARDLANDEN),
    ),
    Gemeente("GM9902", "Vennerhout", (VENNERHOUT_DORP, ESKERLOO, WATERSTEGE)),
)
