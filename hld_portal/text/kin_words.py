"""Words that belong together in the field of migration, for suggestions in English.

A theme is named in three words and discussed in a hundred others. Written by us, general
to the field: an entry belongs here only if it would help any dialogue on migration.
"""

from __future__ import annotations

# Name of a subject as themes and headings have it → words in which people speak of it.
KIN_WORDS: dict[str, str] = {
    "human rights": "discrimination detention due process access to justice health care "
    "education birth registration treaty convention ratification vulnerable",
    "women": "gender girls domestic workers violence",
    "children": "child minors adolescents youth unaccompanied best interests family reunification",
    "labour": "workers employment jobs wages skills employers recruitment decent work "
    "qualifications social security",
    "labour mobility": "temporary circular seasonal migration workers recruitment skills "
    "matching qualifications visas bilateral agreements",
    "costs": "fees remittances transfer recruitment portability social security pensions "
    "recognition qualifications skills",
    "trafficking": "smuggling victims exploitation forced labour slavery criminal prosecution "
    "protocol",
    "exploitation": "abuse forced labour slavery unscrupulous recruiters domestic workers",
    "stranded": "crisis conflict emergency disaster displaced evacuation humanitarian "
    "assistance protection refugees transit distress rescue",
    "perceptions": "xenophobia racism stereotypes prejudice media campaign tolerance attitudes "
    "public opinion discourse integration",
    "development": "poverty growth remittances diaspora investment sustainable goals targets",
    "development agenda": "post-2015 goals targets indicators mainstreaming planning monitoring",
    "evidence": "data statistics census survey indicators research information sources "
    "collection analysis",
    "data": "statistics census survey indicators research information collection analysis",
    "partnerships": "cooperation dialogue regional consultative processes global forum "
    "coordination coherence bilateral agreements international organization agencies meeting",
    "coherence": "coordination ministries policies whole-of-government institutions agencies",
    "civil society": "non-governmental organizations trade unions private sector diaspora "
    "academia grass-roots advocacy",
    "integration": "inclusion social cohesion language citizenship participation communities",
    "remittances": "transfer costs financial inclusion banks diaspora savings",
    "return": "reintegration readmission returnees voluntary",
    "border": "entry screening documents identity management",
}
