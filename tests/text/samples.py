"""Texts that the tests of counting share between Python and the browser."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORDS_JS = ROOT / "static" / "js" / "words.js"
SHARED = ROOT.parent / "shared" / "data"
SIX_LANGUAGES = SHARED / "six_languages.json"

MARKUP = "\\ab1 é'’-.,:/*_[]()<>!#@&\"\n\r\tя移か\u0301\u0640\u064b\u200d\u2028\x85\ufeff٣"

COUNTED = [
    ("", 0),
    (" \n\t — … !? * _ # > -", 0),
    ("Migrants contribute to development.", 4),
    ("Les droits de l'homme, aujourd’hui", 5),
    ("the post-2015 development agenda", 4),
    ("U.N. and R&D", 3),
    ("Costs fell by 1,000.50 dollars at 12:30", 7),
    ("50% of migrants; 50 %", 4),
    ("A/69/207 and and/or", 4),
    ("2010–2015", 2),
    ("double--hyphen", 2),
    ("Международная миграция и развитие: всё-таки", 5),
    ("¿Dónde están los niños? ¡Aquí!", 5),
    ("تسهم الهجرة في التنمية.", 4),
    ("مُسَاهَمَةُ المُهَاجِرِينَ", 2),
    ("المهـــاجرون ـــ والمهاجرات", 2),
    ("٢٠١٣ و ٣٫٥", 3),
    ("移民有助于发展。", 7),
    ("2013年10月3日", 6),
    ("见https://example.org/a。我们", 4),
    ("かな カナ", 4),
    ("か\u3099", 1),
    ("e\u0301te\u0301", 1),
    ("soft\u00adhyphen \u200fmark\u200e", 2),
    ("See https://example.org/a_b(c)?d=e#f now", 3),
    ("www.example.org", 1),
    ("Write to first.last+tag@example.org.", 3),
    ("**Bold** and *italic* and _both_", 5),
    ("**migrant**s **L'**accord", 2),
    ("[the text](https://example.org/x_(y)) ends", 3),
    ('[text](http://example.org "A title")', 1),
    ("[write](mailto:a@example.org)", 1),
    ("[text](ftp://example.org)", 3),
    ("<https://example.org>", 1),
    ("1. First\n2) second\n> 3. third", 3),
    ("## Heading two", 2),
    ("- item\n* item\n+ item", 3),
    ("In 2013. Then", 3),
    ("a\\_b don\\'t \\*x\\* c\\d", 5),
    ("one\rtwo\u2028three\x85four", 4),
    ("❤️ 👩‍👩‍👧 ok", 1),
]
