"""What is on a published page of an Auswertung."""

import re


def text(response):
    """The words of a page's main part, without marks and line breaks."""
    main = re.search(r"<main.*?</main>", response.text, re.DOTALL).group()
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def links(response, words):
    """The addresses of the links whose text begins with ``words``."""
    found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>\s*' + re.escape(words), response.text)
    return [address.replace("&amp;", "&") for address in found]
