"""What is on a page of a discussion."""

import re


def texts(response):
    """The texts on a page, in the order in which they stand there."""
    words = re.findall(r'<div class="words"[^>]*><p[^>]*>(.*?)</p></div>', response.text, re.DOTALL)
    return [re.sub("<.*?>", "", text) for text in words]


def roots(response):
    """The texts of the first comments on a page, as the view hands them to the template."""
    return [node.kommentar.text for node in response.context["page"].threads]


def more_link(response):
    """The address behind „Weitere Kommentare“, or None on the last page."""
    found = re.search(r'<li class="next">\s*<a class="[^"]*" href="([^"]*)"', response.text)
    return found and found.group(1).replace("&amp;", "&").partition("#")[0]
