"""Abbreviations whose full stop does not end a sentence, per language."""

from __future__ import annotations


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


# Whatever follows: titles, "e.g.", units of money.
BEFORE_A_NAME: dict[str, frozenset[str]] = {
    "en": _words(
        "mr mrs ms messrs dr prof st hon rev gen col sen rep amb h.e e.g i.e cf vs viz incl approx"
    ),
    "fr": _words(
        "m mm mme mmes mlle mlles me dr pr prof st ste mgr s.e s.exc cf p.ex ex env av bd c.-à-d"
    ),
    "es": _words(
        "sr sra sres sras srta dr dra dres prof profa d dña don ud uds vd vds lic ing arq excmo "
        "excma ilmo gral sto sta p.ej ej cf cfr av avda ee s.e"
    ),
    "ru": _words(
        "г гг г-н г-жа д-р им проф акад доц св см ср напр т.е т.к т.н т.ч тыс млн млрд долл руб "
        "ул пр просп обл р-н род"
    ),
    "ar": _words("د أ ق.م ب.م أ.د م.م"),
}

# Only before a figure: "No. 5" is a number, "The answer is no. We …" is not.
BEFORE_A_NUMBER: dict[str, frozenset[str]] = {
    "en": _words(
        "no nos para paras art arts sect sects sec secs ch chap chaps fig figs vol vols p pp ann "
        "res doc add corr rev ed item op"
    ),
    "fr": _words(
        "no nos n num par para paras art arts sect ch chap fig vol p pp al t tab rés doc add ann"
    ),
    "es": _words(
        "no nos nro nros núm núms num nums n párr párrs parr parrs art arts secc sec cap caps fig "
        "figs vol vols pág págs pag pags p pp inc res doc add t"
    ),
    "ru": _words("ст стст п пп гл рис табл т тт ч разд абз стр с док рез пар прил доб"),
    "ar": _words("ص ف م ج رقم"),
}
