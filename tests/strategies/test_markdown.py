import re

import pytest

from strategies.markdown import render

SHA = "a" * 64


def test_text_becomes_html():
    assert render("Ein **Satz**.") == "<p>Ein <strong>Satz</strong>.</p>"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        '<a href="https://x.de" style="color:red" onclick="x()">y</a>',
        "![x](https://fremd.example/pixel.png)",
        "![x](data:image/png;base64,AAAA)",
        '[x](https://x.de "a\\" onmouseover=\\"alert(1)")',
        '<https://x.de/"onclick=alert(1)>',
        "```<script>\n<script>alert(1)</script>\n```",
    ],
)
def test_nothing_foreign_gets_onto_the_page(text):
    tags = re.findall(r"<[^>]*>", render(text))
    html = " ".join(tags).lower()
    assert "<script" not in html
    assert "<img" not in html
    assert "style=" not in html
    assert not re.search(r"\son\w+=", re.sub(r'"[^"]*"', '""', html))
    assert not re.search(r'href="(javascript|data|vbscript)', html)


def test_html_is_shown_as_text():
    assert render("Fisch & Wild <b>") == "<p>Fisch &amp; Wild &lt;b&gt;</p>"


def test_the_highest_heading_of_a_text_is_h3():
    assert render("# Kosten\n\n## Träger") == "<h3>Kosten</h3>\n<h4>Träger</h4>"
    assert render("### Kosten") == "<h3>Kosten</h3>"
    assert "<h6>" in render("# a\n\n###### b")


def test_links_to_elsewhere_say_so_and_own_ones_do_not():
    assert 'rel="nofollow noopener"' in render("[x](https://x.example/)")
    assert 'rel="nofollow noopener"' in render("[x](//x.example/)")
    assert "rel=" not in render("[x](/konzepte/)")
    assert 'href="mailto:a@b.de"' in render("[x](mailto:a@b.de)")
    assert 'href="tel:+49"' in render("[x](tel:+49)")


def test_pictures_come_from_this_platform_only():
    html = render(f"![Karte](bild:{SHA})")
    assert html == f'<p><img src="/bilder/{SHA}" alt="Karte" loading="lazy"></p>'
    assert render("![Karte](https://fremd.example/k.png)") == "<p>Karte</p>"
    assert render("![Karte](bild:kurz)") == "<p>Karte</p>"


def test_a_table_can_be_scrolled_with_the_keyboard():
    html = render("| a | b |\n| --- | --- |\n| c<br>d | e |")
    assert re.match(r'<div [^>]*tabindex="0"[^>]*><table>', html)
    assert all(part in html for part in ('class="table"', 'role="region"', "aria-label="))
    assert "<td>c<br>\nd</td>" in html


def test_footnotes_of_two_texts_on_one_page_do_not_collide():
    text = "Wege[^1] und Wege[^1]\n\n[^1]: Stand 2025."
    first, second = render(text, prefix="b1-"), render(text, prefix="b2-")
    ids = [re.findall(r'id="([^"]+)"', html) for html in (first, second)]
    assert len(ids[0]) == 3
    assert len({*ids[0], *ids[1]}) == 6
    for html, own in zip((first, second), ids, strict=True):
        assert set(re.findall(r'href="#([^"]+)"', html)) <= set(own)
        # A section has a heading; notes have none.
        assert '<div class="footnotes"><ol class="footnotes-list">' in html
        assert "<section" not in html


def test_the_gender_star_is_no_emphasis():
    assert render("Senior*innen und Bürger*innen") == "<p>Senior*innen und Bürger*innen</p>"
    assert render("*wichtig*") == "<p><em>wichtig</em></p>"
