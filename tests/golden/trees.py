"""An invented report that holds every kind of block, for all tests of the look."""

from hld_portal.reports.content import (
    Annex,
    Column,
    Document,
    Footnote,
    FootnoteCall,
    Foreign,
    Heading,
    Italic,
    Link,
    Masthead,
    PageBreak,
    Paragraph,
    Part,
    Quote,
    Row,
    SubParagraph,
    Table,
    TableNote,
    Text,
)

HARBOUR = (
    "Several participants described how harbour towns keep a shared register of lodgings, so that "
    "a person who arrives at night is not sent from door to door. Many speakers called for such "
    "registers to be open to local authorities, while some delegates cautioned against storing "
    "names longer than the stay itself. Nearly all interventions returned to the cost of sending "
    "wages home, which in 12 of the towns described was above 8 per cent of the amount sent."
)
SCHOOLS = (
    "Some Member States reported that certificates earned in Ruritania are read in Syldavia only "
    "after a translation that takes 14 months. Others had found a shorter way: a list of schools "
    "kept jointly, consulted by telephone, and corrected twice a year. Participants noted that "
    "children lose the most, because a school year does not wait for a stamp."
)
ASSEMBLY = (
    "The Assembly of Harbours is invited to keep the joint list of schools and to report on it "
    "at its next session, in consultation with the Federation of Harbour Workers of Syldavia."
)

MASTHEAD = Masthead(
    owner="Secretariat of the Harbour Dialogue",
    organ="Assembly of Harbours",
    symbol="HLD/2026/12",
    date="2026-03-16",
    session="Second session",
    agenda_item="Item 4 (b) of the provisional agenda",
    agenda_title="People who move between harbours",
    agenda_footnote="HLD/2026/1.",
    job_number="26-00123",
    release_code="160326",
)

FIGURES = Table(
    number=1,
    title="Submissions by harbour and group, 2026",
    columns=(
        Column("Harbour"),
        Column("Governments", "end", spanner="Received from", unit="number"),
        Column("Unions", "end", spanner="Received from", unit="number"),
        Column("Others", "end", spanner="Received from", unit="number", note="a"),
        Column("Share of points", "end"),
    ),
    rows=(
        Row(("Strelsau", "12", "4", "3", "38")),
        Row(("Klow", "9", "6", "–", "41")),
        Row(("Dbrnouk", "5", None, "2", "21")),
        Row(("Total", "26", "10", "5", "100"), total=True),
    ),
    unit="number and per cent",
    notes=(
        TableNote("Note", "A harbour may send more than one submission."),
        TableNote("a", "Schools, newspapers and private persons."),
    ),
    wide=True,
)


def long_table(rows: int = 60) -> Table:
    return Table(
        number=2,
        title="Lodgings on the shared register",
        columns=(Column("Lodging"), Column("Beds", "end"), Column("Open since", "end")),
        rows=tuple(Row((f"Lodging {n}", str(4 + n % 9), str(1950 + n))) for n in range(rows)),
    )


def make_report() -> Document:
    """A report of some ten pages: two sections, three tables, footnotes, two annexes."""
    blocks = [
        Heading(1, "Introduction"),
        Paragraph("The present report gives an account of the Harbour Dialogue. " + HARBOUR, 1),
        Heading(1, "What was said", "I"),
        Heading(2, (Text("Lodgings"), FootnoteCall(1)), "A"),
        Paragraph((Text(HARBOUR), FootnoteCall(2), FootnoteCall(3)), 2, voice="said"),
        Paragraph(
            (Text("Table 1 gives the figures; see "), Link("paragraph 9", "para-9"), Text(".")), 3
        ),
        FIGURES,
        Paragraph(SCHOOLS, 4, voice="said"),
        Paragraph("Participants recommended:", 5, voice="participants"),
        SubParagraph("(a)", "To keep the register in three languages;", voice="participants"),
        SubParagraph("(b)", "To check it twice a year:", voice="participants"),
        SubParagraph("(i)", "Once before the herring season;", 2, voice="participants"),
        SubParagraph("(ii)", "Once after it.", 2, voice="participants"),
        Heading(3, "Registers kept at night", "1"),
        Paragraph(
            (
                Text("The handbook "),
                Italic("Lodgings and Lanterns"),
                Text(" was quoted in Arabic ("),
                Foreign("سجل مشترك للمساكن", "ar"),
                Text("), in Chinese ("),
                Foreign("住宿登记册", "zh"),
                Text(") and in Russian ("),
                Foreign("общий реестр жилья", "ru"),
                Text(")."),
            ),
            6,
        ),
        Heading(4, "A heading in brackets", "(a)"),
        Paragraph(SCHOOLS, 7),
        Heading(5, "A heading in italics", "(i)"),
        Heading(6, "A heading in roman", "a"),
        Paragraph(HARBOUR + " " + SCHOOLS, 8, draft=True),
        Heading(2, "Schools", "B"),
        Quote((SCHOOLS,), source="Submission of the School Board of Klow"),
        Paragraph((Text(SCHOOLS, ("HLD2026/0007 v2",)), FootnoteCall(4)), 9),
        long_table(),
        *(Paragraph(f"{HARBOUR} {SCHOOLS}", n) for n in range(10, 16)),
        PageBreak(),
        Heading(1, "Conclusions and recommendations", "II"),
        Paragraph(ASSEMBLY, 16, bold=True, voice="author"),
    ]
    annexes = (
        Annex("I", "Submissions received", (Paragraph(SCHOOLS, 1), long_table(8))),
        Annex(
            "II",
            "Two submissions in full",
            (
                Part("HLD2026/0007", (Heading(2, "School Board of Klow"), Paragraph(SCHOOLS, 1))),
                Part(
                    "HLD2026/0008", (Paragraph("نحتفظ بسجل مشترك للمساكن في ميناء كلو.", 1),), "ar"
                ),
            ),
        ),
    )
    notes = (
        Footnote(1, "Held in Strelsau on 2 March 2026."),
        Footnote(2, (Text("See "), Italic("Lodgings and Lanterns"), Text(" (Klow, 2025)."))),
        Footnote(3, None),
        Footnote(4, "Submission HLD2026/0007."),
    )
    return Document(
        language="en",
        title="People who move between harbours",
        author_line="Report of the secretariat",
        masthead=MASTHEAD,
        summary=("The present report gives an account of the Dialogue. " + HARBOUR, SCHOOLS),
        blocks=tuple(blocks),
        footnotes=notes,
        annexes=annexes,
        front_notes=("Submissions are reproduced as received.",),
        foot_line="Compiled by the Harbour secretariat. Not a document of the United Nations.",
        marks=("Specimen",),
    )


def make_small(language: str = "en", **changes: object) -> Document:
    """One page with two paragraphs."""
    given: dict[str, object] = {
        "language": language,
        "title": "Harbours",
        "masthead": MASTHEAD,
        "blocks": (Paragraph("One sentence.", 1), Paragraph("Another sentence.", 2)),
    }
    return Document(**(given | changes))  # type: ignore[arg-type]
