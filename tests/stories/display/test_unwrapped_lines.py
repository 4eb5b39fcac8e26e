"""The unwrap tag prints a wrapped line of a template as one line, and leaves what is printed into it alone."""

import pytest
from django.template import Context, engines


def render(template, **values):
    return engines["django"].from_string("{% load lines %}" + template).template.render(Context(values))


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{% unwrap %}<a\n  href='/'>Home</a>{% endunwrap %}", "<a href='/'>Home</a>"),
        ("{% unwrap %}<p{% if on %}\n  class='on'{% endif %}>{% endunwrap %}", "<p class='on'>"),
        ("{% unwrap %}{{ on }}:\n  {% for word in words %}{{ word }}\n  {% endfor %}{% endunwrap %}", "yes: a b "),
    ],
)
def test_an_indented_line_continues_the_line_above_it(template, line):
    assert render(template, on="yes", words=["a", "b"]) == line


@pytest.mark.parametrize("template", ["{% unwrap %}<p>\n</p>\n\n<p>{% endunwrap %}", "<p>\n  </p>"])
def test_other_lines_stay(template):
    assert render(template) == template.replace("{% unwrap %}", "").replace("{% endunwrap %}", "")


def test_included_template_ends_its_line_alone():
    within = 'before\n{% if on %}{% include "_icon.html" %}\n{% endif %}after'

    printed = render("{% unwrap %}" + within + "{% endunwrap %}", on="yes")

    assert printed == "before\n" + render('{% include "_icon.html" %}') + "after"


def test_printed_values_keep_their_lines():
    assert render("{% unwrap %}<pre>{{ text }}</pre>{% endunwrap %}", text="one\n  two") == "<pre>one\n  two</pre>"
