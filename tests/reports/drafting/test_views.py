from hld_portal.reports.drafting.summary import draft_summary
from tests.reports.drafting.make import message, printed, table


def quoted(number, on, **more):
    return message(f"Pier {number} is dark.", (1, 0, 0), on, verbatim=True, **more)


def views(*findings, contributors=(30, 0, 0)):
    paragraphs = draft_summary(table(contributors, *findings))
    return printed([paragraph for paragraph in paragraphs if paragraph.role == "views"])


def test_a_few_views_stay_in_one_list():
    lines = views(*[quoted(n, "12" if n % 2 else "9") for n in range(1, 7)])

    assert lines[0] == "The following views were expressed:"
    assert len(lines) == 7
    assert (
        lines[1]
        == "(a) “Pier 1 is dark.” (one Member State; see resolution 68/4, annex, para. 12);"
    )


def test_more_are_grouped_by_the_paragraph_they_speak_to_in_its_order():
    places = ["12", "9", "12 14", "9", "13", "", "2", "2", "9"]

    lines = views(*[quoted(n, on) for n, on in enumerate(places, start=1)])

    assert lines == [
        "With regard to paragraph 2 of the Declaration (resolution 68/4, annex), the following "
        "views were expressed:",
        "(a) “Pier 7 is dark.” (one Member State);",
        "(b) “Pier 8 is dark.” (one Member State).",
        "With regard to paragraph 9 of the Declaration, the following views were expressed:",
        "(a) “Pier 2 is dark.” (one Member State);",
        "(b) “Pier 4 is dark.” (one Member State);",
        "(c) “Pier 9 is dark.” (one Member State).",
        "With regard to paragraph 12 of the Declaration, the following views were expressed:",
        "(a) “Pier 1 is dark.” (one Member State);",
        "(b) “Pier 3 is dark.” (one Member State; para. 14).",
        "The following views were also expressed:",
        "(a) “Pier 5 is dark.” (one Member State; para. 13);",
        "(b) “Pier 6 is dark.” (one Member State).",
    ]


def test_a_single_view_left_over_becomes_a_sentence():
    lines = views(*[quoted(n, "9") for n in range(1, 7)], quoted(7, "13"))

    assert lines[-1] == (
        "The following view was also expressed by one Member State (para. 13): “Pier 7 is dark.”"
    )


def test_every_view_is_told_once_with_its_key():
    findings = [
        quoted(n, on) for n, on in enumerate(["2", "2", "9", "9", "12", "13", "14", "14"], start=1)
    ]
    paragraphs = draft_summary(table((30, 0, 0), *findings))

    cited = [item.citations for paragraph in paragraphs for item in paragraph.items]

    assert sorted(key for keys in cited for key in keys) == sorted(f.key for f in findings)
