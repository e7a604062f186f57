// Counts words exactly as hld_portal/text/counting.py does; the rule stands there.
// tests/text/test_counting_browser.py holds the two together.

const WORD_TABLE =
  "1c.9 8.p 7.p 1c 8.1 2 4.1 2.2 2.m 2.u 2.cp 5.b f.4 8 2 i.38 2.7 2 7 2.31 2.3u 2.5y 7.14 " +
  "9.18 2 2.1 2.1 2.17 u.a 6.v 2.14 5.2t 2.7 3.9 2.i 3 h.6d 5.3 3.19 j.r 5.13 2.5 a.21 2.3k " +
  "3.9 2.3k 3.5 3 2.3b c.32 a.3a 2.3l e.33 9.6 2.3 2.5l 6.10 2.3d e.1l 6.e 2.9 14.3j o.1 7.j " +
  "2 2 2 5.1y 2.1i a 1m.21 7.25 3.2i 2.gz a.12 h.2l 4.h7 3.g 2.p 6.22 4.1y c.43 4 5.t i.2 " +
  "2.8c b.44 12.r 5.3d e 9.4p i.8 d.37 d.1j 9.1p 3.1r h.2 2.ko 2 4.a 4.b 5.c 6.a 38.9 6.a 7.c " +
  "2u 5 3.9 2 4.4 7 2 2 2.3 2.a 3.3 6.4 5 2.1l k7.1n 27.l hj.t vh.6c 7.8 a 3.33 g.3k 1c d3 " +
  "r.e 2.4 3.4 5l.3t 4.3 b.v 2p.9 v.7 2.e x.9 14.e lkx.wc 1w.19 3.7g 4.2q 2.9 2.36 12.8 3.2u " +
  "3.4c 5.9 b.1f d.1x b.13 4 2.1c 3.z d.2o f.a 7.3d 7.m 4.2r 3.f 3.2w 2.d 7.3e 2.8pb 6x1.14 " +
  "2.3r y.a2 j.3b 15.b 11.f 1t.3w k.9 8.p 7.p 1y.1o 10.6y d.18 d.1k i.1 36.bk 3.1b 2.b6 d.kl " +
  "3.u 3.4i 5.p 1z.5k o.u 2.1z 2.12 h.1h b.29 o.lf 4.4k s.l 17.46 c.2w 8 e.33 5.1b 3.26 5.3 " +
  "2.c 2 5.2e 7.2y 8.be 6.9 5.2v 2.6x o.2w 4.l 13.1k 8.3f 5.6y 2u.4j d.41 2.2j 9.2a 4 j.b4 " +
  "g.s 6.hw 56.10 18.vi i.29c g.tq 34i.7l5 7.3o c.1i a.3 d.na 2y.69 2.cnv aa.27d 4.1 3mq.1y " +
  "f3.4 4.5 9.7 3.6 v.3 45.2 4c.j 31.o0 2.o 2.u 2.o 2.u 2.o 2.u 2.o 2.u 2.o 2.1n e9.1i 5.1d 9 " +
  "f n.1bn 8y.2x yv.ah m0.1m 2.2 2.3g 2.b0 g5.c 25g.9";
const HAN_AND_KANA =
  "\u3005\u3007\u3041-\u3096\u309D-\u309F\u30A1-\u30FA\u30FC-\u30FF\u31F0-\u31FF" +
  "\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\uFF66-\uFF9F" +
  "\u{1B000}-\u{1B16F}\u{20000}-\u{323AF}";
const INVISIBLE =
  "\u00AD\u0640\u061C\u200C-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069" +
  "\u20D0-\u20FF\u3099\u309A\uFE00-\uFE0F\uFEFF";

function charClass(table) {
  let end = 0;
  return table.split(" ").map((step) => {
    const [gap, length = "0"] = step.split(".");
    const start = end + parseInt(gap, 36);
    end = start + parseInt(length, 36);
    return `\\u{${start.toString(16)}}-\\u{${end.toString(16)}}`;
  }).join("");
}

const WORD = charClass(WORD_TABLE);
const INNER = "['‘’＇.·_@&+\\-‐‑]";
const BEFORE_DIGIT = "[,:\\/٫٬](?=[0-9٠-٩۰-۹])";
const JOINT = `(?:\\*{0,3}(?:${INNER}|${BEFORE_DIGIT})\\*{0,3}|\\*{1,3})`;

// Written without \s, \d, \w: they mean different things in Python.
const NEWLINE = /\r\n?|[\u2028\u2029\x85]/gu;
const HIDDEN = new RegExp(`[${INVISIBLE}]|\\\\(?=[!-\\/:-@\\[-\`{-~])`, "gu");
const LIST_NUMBER = /(^|\n)[ \t>]*[0-9]{1,9}[.)](?=[ \t])/gu;
const LINK_TARGET =
  /\]\((?:https?:\/\/|mailto:)(?:[^\x00-\x20()]|\([^\x00-\x20()]*\))*(?:[ \t]+"[^"\n]*")?\)/gu;
const COUNTED = new RegExp(
  `(?:[Hh][Tt][Tt][Pp][Ss]?:\\/\\/|[Ww][Ww][Ww]\\.)[!-;=?-~${WORD}]+` +
    `|[${HAN_AND_KANA}]` +
    `|[${WORD}]+(?:${JOINT}[${WORD}]+)*`,
  "gu",
);

// `language` is told by every caller; the rule does not depend on it.
export function countWords(text, language) { // eslint-disable-line no-unused-vars
  const seen = text
    .replace(NEWLINE, "\n")
    .replace(HIDDEN, "")
    .replace(LIST_NUMBER, "$1")
    .replace(LINK_TARGET, "]");
  return (seen.match(COUNTED) || []).length;
}
