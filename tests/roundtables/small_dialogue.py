"""A small, sound set-up file for tests of loading, with a way to spoil it."""

from pathlib import Path

SMALL = """\
dialogue:
  slug: harbour-2020
  reference_prefix: HARBOUR2020
  title: {en: Dialogue on Harbours}
  short_title: Harbours 2020
  starts_on: 2020-05-04
  ends_on: 2020-05-05
  zone: Europe/Paris
  addressees:
    - {key: ports, label: {en: ports}}

call_defaults:
  languages: [en, fr]
  limits: {state: 900, default: 400}

events:
  - slug: opening
    kind: plenary
    title: {en: Opening}
    call: {status: closed}

round_tables:
  - number: 1
    title: {en: Round table 1}
    theme: {en: Cranes}
    call: {status: open, closes_at: 2020-05-01 18:00}
  - number: 2
    title: {en: Round table 2}
    theme: {en: Quays}
    call: {status: open}

instruments:
  - slug: charter
    symbol: H/CHARTER
    main: true
    status: draft
    title: {en: Harbour Charter}
    source: The meeting of ports
    paragraphs:
      - {number: 1, wording: official, text: {en: Cranes shall turn., fr: Les grues tournent.}}
      - {number: 2, wording: described, text: {en: Something on quays.}}
      - {number: 2 bis, wording: not_loaded}

links:
  - {from: "charter:1", to: "round-table:1", role: primary, confidence: 0.9}
  - {from: "charter:2", to: "charter:2 bis", role: secondary, confidence: 0.5}

outline:
  - {kind: introduction, title: {en: Introduction}}
  - kind: part
    title: {en: Meetings}
    sections:
      - {kind: event, event: opening, title: {en: Opening}}
      - {kind: round_table, round_table: 1, title: {en: Cranes}}
"""


def write_small(folder: Path, *swaps: tuple[str, str], name: str = "small.yaml") -> Path:
    """Write the file with pieces swapped; each piece must be there, so no test tests nothing."""
    text = SMALL
    for old, new in swaps:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
