from collections import Counter

import pikepdf

from hld_portal.reports.content import Foreign, Paragraph, Text
from hld_portal.reports.renderers import pdf
from hld_portal.reports.renderers.pdf import render_pdf
from tests.golden.pages import marked_content, open_pdf, reachable_content, words_of
from tests.golden.trees import make_report, make_small

LONG = "word " * 120


def elements(whole):
    return [
        each
        for each in whole.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == pikepdf.Name.StructElem
    ]


def kinds(whole):
    return Counter(str(each.S) for each in elements(whole))


def test_a_paragraph_holds_its_lines_itself():
    with open_pdf(render_pdf(make_small(blocks=(Paragraph(LONG, 1),)))) as whole:
        (long,) = [e for e in elements(whole) if e.S == "/P" and len(e.K) > 5]
        assert all(isinstance(each, int) for each in long.K)
        assert list(long.K) == sorted(long.K)


def test_all_content_is_reached_once_and_known_to_its_page():
    with open_pdf(render_pdf(make_report())) as whole:
        assert reachable_content(whole) == marked_content(whole)
        numbers = whole.Root.StructTreeRoot.ParentTree.Nums
        parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
        for page in whole.pages:
            for place, element in enumerate(parents[int(page.obj.StructParents)]):
                assert place in [each for each in element.K if isinstance(each, int)]
                assert element.Pg.objgen == page.obj.objgen


def test_only_lines_lose_their_elements(monkeypatch):
    held = render_pdf(make_report())
    monkeypatch.setattr(pdf, "hold_lines", lambda document, pdf: None)
    loose = render_pdf(make_report())
    with open_pdf(held) as a, open_pdf(loose) as b:
        assert kinds(a)["/Span"] < kinds(b)["/Span"] - 200
        assert kinds(a) - Counter({"/Span": kinds(a)["/Span"]}) == kinds(b) - Counter(
            {"/Span": kinds(b)["/Span"]}
        )
    assert words_of(held.pdf) == words_of(loose.pdf)


def test_words_of_another_language_keep_an_element_of_their_own():
    text = (Text("They said "), Foreign("اسكلة", "ar"), Text(" there."))
    with open_pdf(render_pdf(make_small(blocks=(Paragraph(text, 1),)))) as whole:
        (foreign,) = [each for each in elements(whole) if str(each.get("/Lang", "")) == "ar"]
        assert foreign.P.S == "/P"
        assert foreign.objgen in [
            each.objgen for each in foreign.P.K if isinstance(each, pikepdf.Dictionary)
        ]
