"""Count words: one rule for six languages, the same here and in static/js/words.js.

The rule, in this order:

1. What does not show is not counted: invisible marks, tatweel, Markdown's backslash, the
   numbers of an ordered list, the address behind a Markdown link.
2. An address (http, https, www) counts one; so does an e-mail address.
3. Each Han character counts one, each kana too.
4. Any other run of letters, marks and digits counts one; apostrophes, hyphens, full stops,
   "&", "@" and Markdown's stars and underscores inside a word do not end it ("l'accord",
   "post-2015", "U.N."), nor does a separator before a digit ("1,000", "12:30", "A/69/207").
"""

from __future__ import annotations

import re

# Letters, marks and digits of Unicode 14 without Han and kana, as base-36 steps
# "distance to the last range's end[.length]". Frozen, and the same text in words.js: what
# Python's `unicodedata` and a browser's \p{L} hold differs from version to version.
# tests/text/test_counting.py says how it is made.
WORD_TABLE = (
    "1c.9 8.p 7.p 1c 8.1 2 4.1 2.2 2.m 2.u 2.cp 5.b f.4 8 2 i.38 2.7 2 7 2.31 2.3u 2.5y 7.14 "
    "9.18 2 2.1 2.1 2.17 u.a 6.v 2.14 5.2t 2.7 3.9 2.i 3 h.6d 5.3 3.19 j.r 5.13 2.5 a.21 2.3k "
    "3.9 2.3k 3.5 3 2.3b c.32 a.3a 2.3l e.33 9.6 2.3 2.5l 6.10 2.3d e.1l 6.e 2.9 14.3j o.1 7.j "
    "2 2 2 5.1y 2.1i a 1m.21 7.25 3.2i 2.gz a.12 h.2l 4.h7 3.g 2.p 6.22 4.1y c.43 4 5.t i.2 "
    "2.8c b.44 12.r 5.3d e 9.4p i.8 d.37 d.1j 9.1p 3.1r h.2 2.ko 2 4.a 4.b 5.c 6.a 38.9 6.a 7.c "
    "2u 5 3.9 2 4.4 7 2 2 2.3 2.a 3.3 6.4 5 2.1l k7.1n 27.l hj.t vh.6c 7.8 a 3.33 g.3k 1c d3 "
    "r.e 2.4 3.4 5l.3t 4.3 b.v 2p.9 v.7 2.e x.9 14.e lkx.wc 1w.19 3.7g 4.2q 2.9 2.36 12.8 3.2u "
    "3.4c 5.9 b.1f d.1x b.13 4 2.1c 3.z d.2o f.a 7.3d 7.m 4.2r 3.f 3.2w 2.d 7.3e 2.8pb 6x1.14 "
    "2.3r y.a2 j.3b 15.b 11.f 1t.3w k.9 8.p 7.p 1y.1o 10.6y d.18 d.1k i.1 36.bk 3.1b 2.b6 d.kl "
    "3.u 3.4i 5.p 1z.5k o.u 2.1z 2.12 h.1h b.29 o.lf 4.4k s.l 17.46 c.2w 8 e.33 5.1b 3.26 5.3 "
    "2.c 2 5.2e 7.2y 8.be 6.9 5.2v 2.6x o.2w 4.l 13.1k 8.3f 5.6y 2u.4j d.41 2.2j 9.2a 4 j.b4 "
    "g.s 6.hw 56.10 18.vi i.29c g.tq 34i.7l5 7.3o c.1i a.3 d.na 2y.69 2.cnv aa.27d 4.1 3mq.1y "
    "f3.4 4.5 9.7 3.6 v.3 45.2 4c.j 31.o0 2.o 2.u 2.o 2.u 2.o 2.u 2.o 2.u 2.o 2.1n e9.1i 5.1d 9 "
    "f n.1bn 8y.2x yv.ah m0.1m 2.2 2.3g 2.b0 g5.c 25g.9"
)
HAN_AND_KANA = (
    "\u3005\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U0001b000-\U0001b16f\U00020000-\U000323af"
)
# Soft hyphen, tatweel, joiners and marks of direction, marks that shape an emoji or a kana.
INVISIBLE = (
    "\u00ad\u0640\u061c\u200c-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\ufeff"
)


def ranges(table: str) -> list[tuple[int, int]]:
    """Read a table of base-36 steps into first and last code points."""
    found: list[tuple[int, int]] = []
    end = 0
    for step in table.split():
        gap, _, length = step.partition(".")
        start = end + int(gap, 36)
        end = start + int(length or "0", 36)
        found.append((start, end))
    return found


def _char_class(table: str) -> str:
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges(table))


WORD = _char_class(WORD_TABLE)
_INNER = r"['‘’＇.·_@&+\-‐‑]"
_BEFORE_DIGIT = "[,:/٫٬](?=[0-9٠-٩۰-۹])"
_JOINT = rf"(?:\*{{0,3}}(?:{_INNER}|{_BEFORE_DIGIT})\*{{0,3}}|\*{{1,3}})"

# Written without \s, \d, \w and flags: they mean different things in JavaScript.
_NEWLINE = re.compile("\r\n?|[\u2028\u2029\x85]")
_HIDDEN = re.compile(rf"[{INVISIBLE}]|\\(?=[!-/:-@\[-`{{-~])")
_LIST_NUMBER = re.compile(r"(^|\n)[ \t>]*[0-9]{1,9}[.)](?=[ \t])")
_LINK_TARGET = re.compile(
    r"\]\((?:https?://|mailto:)(?:[^\x00-\x20()]|\([^\x00-\x20()]*\))*(?:[ \t]+\"[^\"\n]*\")?\)"
)
_COUNTED = re.compile(
    rf"(?:[Hh][Tt][Tt][Pp][Ss]?://|[Ww][Ww][Ww]\.)[!-;=?-~{WORD}]+"
    rf"|[{HAN_AND_KANA}]"
    rf"|[{WORD}]+(?:{_JOINT}[{WORD}]+)*"
)


def count_words(text: str, language: str | None = None) -> int:
    """Count the words that a reader sees in a Markdown text.

    The number decides whether a submission fits its limit, so the form (words.js), the
    receipt and `count_words` on the command line must agree to the word.

    Args:
        language: told by every caller, but the rule does not depend on it: a Chinese text
            may quote a French title and is still counted as its reader would.

    Source: design/contracts.md, `count_words`; the module's head has the rule.
    """
    text = _HIDDEN.sub("", _NEWLINE.sub("\n", text))
    text = _LINK_TARGET.sub("]", _LIST_NUMBER.sub(r"\1", text))
    return sum(1 for _ in _COUNTED.finditer(text))
