"""A published text knows how large its pictures are, so that nothing moves when they arrive."""

import pytest
from django.core.files.base import ContentFile

from strategies import actions
from strategies.models import Bild, Fassung
from strategies.passages import passages_of
from tests import factories
from tests.strategies.documents.word import png

pytestmark = pytest.mark.django_db

SHA = "ab" * 32
TEXT = f"![Ein Bus](bild:{SHA})\n\nDer Bus fährt."


@pytest.fixture
def bild():
    konzept = factories.konzept()
    file = ContentFile(png((40, 20)), name=f"{SHA}.png")
    return Bild.objects.create(konzept=konzept, sha256=SHA, content_type="image/png", file=file)


def test_text_and_intro_carry_the_sizes_of_their_pictures(bild):
    strategie = factories.strategie(konzept=bild.konzept, intro=TEXT, status="draft")
    baustein = factories.baustein(strategie=strategie, text=TEXT, published=False)

    actions.publish_strategie(strategie)

    strategie.refresh_from_db()
    for html in (strategie.intro_html, Fassung.objects.get(baustein=baustein).html):
        assert 'width="40" height="20"' in html


def test_a_picture_without_its_file_has_no_size_and_stops_nothing(bild):
    bild.file.delete(save=False)
    baustein = factories.baustein(
        strategie=factories.strategie(konzept=bild.konzept), text=TEXT, published=False
    )

    actions.publish_fassung(Fassung.objects.get(baustein=baustein))

    html = Fassung.objects.get(baustein=baustein).html
    assert "<img" in html
    assert "width=" not in html


def test_the_credit_of_a_picture_stands_below_it_and_is_no_passage(bild):
    Bild.objects.update(credit="Lea <Lux>")
    baustein = factories.baustein(
        strategie=factories.strategie(konzept=bild.konzept), text=TEXT, published=False
    )

    actions.publish_fassung(Fassung.objects.get(baustein=baustein))

    html = Fassung.objects.get(baustein=baustein).html
    assert '<span class="credit">Bild: Lea &lt;Lux&gt;</span>' in html
    assert "srcset" not in html
    assert [passage.text for passage in passages_of(html)] == ["Der Bus fährt."]
