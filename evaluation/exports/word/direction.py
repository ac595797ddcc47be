"""Paragraphs that are read from right to left (ECMA-376, part 1, 17.3.1.6 and 17.3.2.30)."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from municipality.language import begins_right, turns

# What may follow w:bidi in the properties of a paragraph, in the order of the schema.
_AFTER = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing",
    "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment",
    "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr",
    "w:pPrChange",
)  # fmt: skip


def set_directions(document):
    """Set every paragraph of a document in the direction of its first letter."""
    for element in document.element.body.iter(qn("w:p")):
        paragraph = Paragraph(element, document)
        if begins_right(paragraph.text):
            properties = element.get_or_add_pPr()
            properties.insert_element_before(OxmlElement("w:bidi"), *_AFTER)
            for run in paragraph.runs:
                if turns(run.text):
                    run.font.rtl = True
