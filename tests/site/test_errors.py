from django.template.loader import render_to_string


def test_the_page_of_a_failure_needs_nothing_that_may_have_failed():
    text = render_to_string("500.html")

    assert "It is our fault, not yours." in text
    assert "hx-" not in text
