# SPDX-License-Identifier: EUPL-1.2
"""Ordinary Dutch words by which a name, date or address is known, or known not to be one. Pure.

The strings with bars are parts of patterns; the sets hold words in small letters.
"""

MONTH = (
    "jan(?:uari)?|feb(?:ruari)?|maart|mrt|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|"
    "sep(?:t(?:ember)?)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
STREET = (
    "straat|laan|weg|plein|hof|gracht|kade|steeg|dijk|singel|park|pad|dreef|plantsoen|markt|baan|"
    "akker|burg|veld|brink|wal|ring|allee|erf"
)
# Without a capital only what is nothing else.
SURELY_A_STREET = "straat|laan|plein|gracht|kade|steeg|dijk|singel|dreef|plantsoen|brink"
# Who is close to somebody; a word after it is often a name, also without a capital.
CLOSE = (
    "zus|zusje|broer|broertje|moeder|vader|dochter|zoon|oma|opa|tante|oom|neef|nicht|man|vrouw|"
    "partner|vriend|vriendin|buurman|buurvrouw|collega|begeleider|consulent"
)
CALLED = "heet|heette|genaamd|naam is|noemen we|bekend als"
# What follows such a word and is no name.
NO_NAME = (
    "aan|al|alleen|als|altijd|bij|blijft|boven|daar|dan|dat|de|deed|denkt|dezelfde|die|dit|doet|"
    "door|dus|een|en|er|ermee|gaat|geen|geldt|ging|graag|had|heeft|helpt|hem|het|hier|hij|hoort|"
    "in|is|kan|kent|komt|kon|krijgt|kwam|mag|maar|mee|met|moet|moest|na|naar|nergens|niet|niets|"
    "nog|nooit|nu|of|om|onder|ook|op|over|pas|samen|soms|tegen|terwijl|thuis|toch|toen|tot|uit|"
    "vaak|van|vindt|volgens|voor|vraagt|waar|wacht|want|was|weer|weet|wel|werd|werkt|wie|wil|"
    "wilde|woont|wordt|zal|zei|zegt|zelf|ziet|zij|zijn|ze|zo|zonder|zorgt|zou"
)
# What people do: a sentence may begin with "Ans wil werken" or "Ans Jansen kwam".
DOES = (
    "is|was|heeft|had|kan|kon|wil|wilde|moet|moest|mag|mocht|zal|zou|gaat|ging|komt|kwam|krijgt|"
    "kreeg|woont|woonde|werkt|werkte|zegt|zei|vraagt|vroeg|doet|deed|zit|zat|blijft|bleef|zoekt|"
    "zocht|vindt|vond|ziet|zag|weet|wist|stopt|stopte|begint|begon|verhuist|verhuisde|meldt"
)
# Words with a capital in the middle of a sentence that are no names: laws, bodies and days.
_COMMON = """
aow avg awb bijstand cak ciz college dagbesteding dinsdag donderdag duo europese gemeente ggz iva
jeugdwet leerplichtwet maandag nederland nederlands nederlandse nug participatiewet pgb pw
regisseur rmc svb ub uwv vrijdag wajong wga wgs wia wijkteam wlz wmo woensdag wsw wvggz ww
zaterdag ziektewet zondag zvw zw
"""
COMMON = frozenset(_COMMON.split())
# Words that begin a sentence without being somebody's name.
_NOBODY = """
aanvragen achter alleen alles als arts begeleiding beide beschut bij binnenkort boven bovendien
broer budget buurt consulent daar daarbij daardoor daarna daarnaast daarom daarvoor dan dat de die
dit dochter door dus echter een eerder eerst elders elk er geen geld giften gisteren haar hem hen
het hier hierdoor hiervoor hij hoe hulp hun ieder iedereen iemand ik ineens inkomen inmiddels
intussen inwoner inwoners je jij jongere jongeren kind kinderen later leren loon maar mantelzorger
meedoen meestal men mensen met misschien moeder momenteel morgen na naast niemand niets nog nu of
om onder ondertussen onlangs ook op opeens opvang ouder ouders over partner pas praten proberen
recent reizen samen school schulden sinds soms steeds straks tegelijk thuis toch toen tot tussen
uitkering vaak vader vanaf vandaag vergoeding vervoer vervolgens volgens voor vorig vorige vroeger
vrouw waar waarom wat we week werk werken werkgever wie wij ze zelf zelfs zij zo zonder zoon zorg
zus
"""
NOBODY = frozenset(_NOBODY.split())
