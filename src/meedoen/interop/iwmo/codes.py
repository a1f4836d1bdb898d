# SPDX-License-Identifier: EUPL-1.2
"""The code lists of iWmo and iJw 2.3, with what a code means in our own words (pure).

Lists of which a figure is made have words; of the others only the codes are kept.
"""

from types import MappingProxyType

from meedoen.vocabulary.products import CATEGORIES_WMO as CATEGORIES_WMO
from meedoen.vocabulary.products import CATEGORIES_YOUTH as CATEGORIES_YOUTH

UNITS = MappingProxyType(
    {
        "01": "minuut",
        "04": "uur",
        "14": "etmaal",
        "16": "dagdeel van vier uur",
        "21": "week",
        "81": "zoveel tijd als nodig is",
        "82": "stuks",
        "83": "euro",
    }
)
FREQUENCIES = MappingProxyType(
    {
        "1": "per dag",
        "2": "per week",
        "3": "per vier weken",
        "4": "per maand",
        "5": "per jaar",
        "6": "in totaal, zolang de toewijzing loopt",
    }
)
ENDINGS_WMO = MappingProxyType(
    {
        "02": "overleden",
        "19": "volgens plan afgelopen",
        "20": "voor een tijd gestopt",
        "21": "gestopt door de inwoner",
        "22": "gestopt door de aanbieder",
        "23": "samen eerder gestopt",
        "31": "verhuisd naar een andere gemeente",
    }
)
ENDINGS_YOUTH = MappingProxyType(
    {
        "02": "overleden",
        "20": "voor een tijd gestopt",
        "31": "volgens plan afgelopen",
        "32": "eerder gestopt door de inwoner",
        "33": "eerder gestopt door de aanbieder",
        "34": "samen eerder gestopt",
        "35": "eerder gestopt door iets van buiten",
    }
)
CHANGES = MappingProxyType(
    {
        "01": "verbetering in de administratie",
        "02": "overleden",
        "03": "ander contract",
        "04": "opnieuw bekeken: langer",
        "05": "opnieuw bekeken: korter",
        "06": "naar een andere wet",
        "07": "verhuisd naar een andere gemeente",
        "08": "andere vorm van levering",
        "09": "andere aanbieder",
        "10": "andere bekostiging",
        "11": "gemeenten samengegaan",
    }
)
STATUSES = MappingProxyType({"1": "eerste keer", "2": "veranderd", "3": "weg", "9": "ongewijzigd"})

DEBIT, CREDIT = "D", "C"
DEBIT_OR_CREDIT = (CREDIT, DEBIT)
CURRENCIES = ("EUR",)
PAYEES = ("01", "02")
VAT_FREE = ("1", "2")
GENDERS = ("0", "1", "2")
DATE_USES = ("1", "2", "3")
NAME_USES = ("1", "2", "3", "4", "5", "6")
COMMUNICATIONS = ("1", "2", "3")
LEGAL_STATUSES = ("01", "02", "03", "04", "05", "11", "12")
REPRESENTATIONS = ("06", "07", "08", "09", "10")
RELATIONS = ("03", "04", "05", "06", "07", "08", "09", *map(str, range(10, 26)))
ADDRESSES = ("01", "02", "03", "04")
ADDRESS_SIGNS = ("AB", "BY", "TO", "WW")
GROUNDS = ("01", "02", "03", "04", "05", "06", "07")
LIMITATIONS = ("1", "2", "3", "4", "5", "6")
DURATIONS = ("1", "2", "3", "4")
SCORES = ("0", "1", "2", "3", "9")
# Each kind of limitation has questions of its own: so many.
_QUESTIONS = {"01": 14, "02": 14, "03": 9, "04": 11, "05": 6, "06": 11}
QUESTIONS = tuple(
    f"{kind}{at:02d}" for kind, many in _QUESTIONS.items() for at in range(1, many + 1)
)
# ISO 3166-1, two letters.
_COUNTRIES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE
EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM
HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC
LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
COUNTRIES = frozenset(_COUNTRIES.split())
