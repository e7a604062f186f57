"""First words that keep their capital letter inside a sentence."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What the United Nations writes with a capital, and words that begin names.
OFFICIAL = _words(
    """
    Assembly Charter Congress Convention Council Covenant Declaration Dialogue ECOSOC General
    Government Governments Head Heads High-level Member Minister Ministers Organization
    Parliament Party Protocol Secretariat Secretary-General Security Special State States United
    Universal Sustainable Global World Millennium
    """
)

# Followed by one of these, the word before is an ordinary one: "National Governments".
CAPITALIZED_NOUNS = _words("Government Governments State States Member Members")

# Words of OFFICIAL that are names only before another capital: "General Assembly", "global trends".
NEEDS_COMPANY = _words(
    """
    Assembly Congress Council General Global Head Heads High-level Millennium Minister Ministers
    Parliament Party Protocol Security Special Sustainable Universal World Organization United
    """
)

CALENDAR = _words(
    """
    January February March April May June July August September October November December Monday
    Tuesday Wednesday Thursday Friday Saturday Sunday
    """
)

REGIONS = _words(
    """
    Africa African Africans America American Americans Andean Antarctica Arab Arabic Arabs
    Arctic Asia Asian Asians Atlantic Balkan Balkans Baltic Caribbean Caucasus Christian Europe
    European Europeans Islam Islamic Jewish Latin Maghreb Mediterranean Melanesia Mesoamerica
    Micronesia Muslim Muslims Nordic Oceania Oceanian Pacific Polynesia Sahel Saharan
    Scandinavia Scandinavian Spanish English French Russian Chinese Portuguese Geneva Brussels
    London Nairobi Vienna Stockholm Marrakech Paris Rome
    """
)

COUNTRIES = _words(
    """
    Afghanistan Albania Algeria Andorra Angola Antigua Argentina Armenia Australia Austria
    Azerbaijan Bahamas Bahrain Bangladesh Barbados Belarus Belgium Belize Benin Bhutan Bolivia
    Bosnia Botswana Brazil Brunei Bulgaria Burkina Burundi Cabo Cambodia Cameroon Canada Chad
    Chile China Colombia Comoros Congo Costa Côte Croatia Cuba Cyprus Czechia Denmark Djibouti
    Dominica Ecuador Egypt Eritrea Estonia Eswatini Ethiopia Fiji Finland France Gabon Gambia
    Georgia Germany Ghana Greece Grenada Guatemala Guinea Guinea-Bissau Guyana Haiti Honduras
    Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy Jamaica Japan Jordan
    Kazakhstan Kenya Kiribati Kuwait Kyrgyzstan Latvia Lebanon Lesotho Liberia Libya
    Liechtenstein Lithuania Luxembourg Madagascar Malawi Malaysia Maldives Mali Malta Mauritania
    Mauritius Mexico Moldova Monaco Mongolia Montenegro Morocco Mozambique Myanmar Namibia Nauru
    Nepal Netherlands Nicaragua Niger Nigeria Norway Oman Pakistan Palau Palestine Panama Papua
    Paraguay Peru Philippines Poland Portugal Qatar Romania Russia Rwanda Samoa Saudi Senegal
    Serbia Seychelles Singapore Slovakia Slovenia Somalia Spain Sudan Suriname Sweden
    Switzerland Syria Tajikistan Tanzania Thailand Timor-Leste Togo Tonga Trinidad Tunisia
    Türkiye Turkmenistan Tuvalu Uganda Ukraine Uruguay Uzbekistan Vanuatu Venezuela Yemen Zambia
    Zimbabwe
    """
)

NAMES = (OFFICIAL - NEEDS_COMPANY) | CALENDAR | REGIONS | COUNTRIES

# Words that begin ordinary sentences; never a name, whatever follows.
ORDINARY = _words(
    """
    A About After All Although An And Any As At Because Before Between Both But By Despite Each
    Even Every Few For From However If In Into It Its Many Migrants Migrant More Most Much
    National New No Not Of On Only Or Other Our Over People Several Since So Some Such That The
    Their There These They This Those Through To Too Under Until We What When Where Whether
    While With Within Without Women Children Workers
    """
)
