"""The fixed words of a document in the six official languages, and its dates."""

from __future__ import annotations

import datetime as dt

LANGUAGE_LETTERS = {"ar": "A", "zh": "C", "en": "E", "fr": "F", "ru": "R", "es": "S"}

# Russian, Chinese and Arabic documents keep distribution, date and original in
# English (un-document.md, items 73 and 74).
FRONT_LANGUAGES = ("en", "fr", "es")

ENGLISH = {
    "distribution": "Distr.: {}",
    "original": "Original: {}",
    "summary": "Summary",
    "table": "Table {}",
    "note": "Note:",
    "source": "Source:",
    "annex": "Annex",
    "annexes": "Annexes",
    "contents": "Contents",
    "page": "Page",
    "draft": "not yet approved",
    "unknown": "[text not in the extract]",
    "volume": "Volume {} of {}",
    "continued": "(continued)",
}

WORDS = {
    "en": ENGLISH,
    "fr": ENGLISH
    | {
        "distribution": "Distr. {}",
        "original": "Original\u00a0: {}",
        "summary": "Résumé",
        "table": "Tableau {}",
        "note": "Note\u00a0:",
        "source": "Source\u00a0:",
        "annex": "Annexe",
        "annexes": "Annexes",
        "contents": "Table des matières",
        "draft": "pas encore approuvé",
        "unknown": "[texte absent de l’extrait]",
        "volume": "Volume {} sur {}",
        "continued": "(suite)",
    },
    "es": ENGLISH
    | {
        "distribution": "Distr. {}",
        "summary": "Resumen",
        "table": "Cuadro {}",
        "note": "Nota:",
        "source": "Fuente:",
        "annex": "Anexo",
        "annexes": "Anexos",
        "contents": "Índice",
        "page": "Página",
        "draft": "aún no aprobado",
        "unknown": "[texto ausente del extracto]",
        "volume": "Volumen {} de {}",
        "continued": "(continuación)",
    },
    "ru": ENGLISH
    | {
        "summary": "Резюме",
        "table": "Таблица {}",
        "note": "Примечание:",
        "source": "Источник:",
        "annex": "Приложение",
        "annexes": "Приложения",
        "contents": "Содержание",
        "page": "Стр.",
        "draft": "ещё не утверждено",
        "unknown": "[текста нет в выдержке]",
        "volume": "Том {} из {}",
        "continued": "(продолжение)",
    },
    "zh": ENGLISH
    | {
        "summary": "摘要",
        "table": "表 {}",
        "note": "注：",
        "source": "资料来源：",
        "annex": "附件",
        "annexes": "附件",
        "contents": "目录",
        "page": "页次",
        "draft": "尚未核准",
        "unknown": "[摘录中无此文字]",
        "volume": "第 {} 卷，共 {} 卷",
        "continued": "（续）",
    },
    "ar": ENGLISH
    | {
        "summary": "موجز",
        "table": "الجدول {}",
        "note": "ملاحظة:",
        "source": "المصدر:",
        "annex": "المرفق",
        "annexes": "المرفقات",
        "contents": "المحتويات",
        "page": "الصفحة",
        "draft": "لم يُعتمد بعد",
        "unknown": "[النص غير وارد في المقتطف]",
        "volume": "المجلد {} من {}",
        "continued": "(تابع)",
    },
}

LANGUAGE_NAMES = {
    "en": {
        "ar": "Arabic",
        "zh": "Chinese",
        "en": "English",
        "fr": "French",
        "ru": "Russian",
        "es": "Spanish",
    },
    "fr": {
        "ar": "arabe",
        "zh": "chinois",
        "en": "anglais",
        "fr": "français",
        "ru": "russe",
        "es": "espagnol",
    },
    "es": {
        "ar": "árabe",
        "zh": "chino",
        "en": "inglés",
        "fr": "francés",
        "ru": "ruso",
        "es": "español",
    },
}

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}

GENERAL = {"fr": "générale", "es": "general"}


def word(key: str, language: str) -> str:
    """Give a fixed word in a language; English where the language is not official."""
    return WORDS.get(_base(language), ENGLISH)[key]


def front_lines(language: str, distribution: str, date: str, original: str) -> list[str]:
    """Give distribution, date, an empty line, the language when translated, and the original.

    Source: un-document.md, items 29, 72 to 74.
    """
    front = front_language(language)
    shown = GENERAL.get(front, distribution) if distribution == "General" else distribution
    names = LANGUAGE_NAMES[front]
    lines = [word("distribution", front).format(shown), show_date(date, front), ""]
    if _base(language) != _base(original):
        lines.append(_capital(names.get(_base(language), language)))
    lines.append(word("original", front).format(names.get(_base(original), original)))
    return lines


def front_language(language: str) -> str:
    """Say in which language distribution, date and original are given."""
    return _base(language) if _base(language) in FRONT_LANGUAGES else "en"


def show_date(date: str, language: str) -> str:
    """Write an ISO date as masthead documents do: 30 July 2014, 30 juillet 2014."""
    day = dt.date.fromisoformat(date)
    front = front_language(language)
    month = MONTHS[front].split()[day.month - 1]
    if front == "es":
        return f"{day.day} de {month} de {day.year}"
    number = "1er" if front == "fr" and day.day == 1 else str(day.day)
    return f"{number} {month} {day.year}"


def language_letter(language: str) -> str:
    """Give the letter in brackets after a job number, as (E); empty when there is none."""
    return LANGUAGE_LETTERS.get(_base(language), "")


def _base(language: str) -> str:
    return language.split("-")[0]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
