"""Whether a text leads elsewhere: an address with „https://“, or a name that is one.

A name is one if it ends in a public suffix of any country (https://publicsuffix.org, from a
list inside the package ``publicsuffixlist``: nothing is fetched), or goes on with „/“.
"""

import unicodedata
from functools import cache

import regex
from publicsuffixlist import PublicSuffixList

_PLAIN = regex.compile(r"https?://|\bwww\.\w", regex.IGNORECASE)
# Not after „@“: that is an e-mail address (``contact_details``).
_NAME = regex.compile(r"(?<![\w@./-])((?:[\w-]+\.)+)([\p{L}-][\w-]+)(/\w)?")
_DISGUISED_DOT = regex.compile(r"\s?[\[({]\s?(?:\.|dot|punkt)\s?[\])}]\s?", regex.IGNORECASE)
_IGNORED = regex.compile(r"[\p{Cf}\p{Default_Ignorable_Code_Point}]")
# Suffixes that are mostly ends of file names.
_FILES = {"zip", "mov"}
# „Dr.med.“, „Hr.Meier“: what is shortened, and no name of a domain.
_SHORTENED = {
    "dr", "prof", "med", "dipl", "st", "str", "nr", "abs", "art", "hr", "fr", "ca", "bzw", "usw",
    "evtl", "inkl", "ggf", "tel", "abb", "kap", "vgl",
}  # fmt: skip


def has_link(text):
    """Whether there is an address of a page or site in ``text``."""
    text = _IGNORED.sub("", unicodedata.normalize("NFKC", text)).replace("。", ".")
    text = _DISGUISED_DOT.sub(".", text)
    return bool(_PLAIN.search(text)) or any(map(_leads_elsewhere, _NAME.finditer(text)))


def _leads_elsewhere(match):
    before, last, path = match[1][:-1], match[2], match[3]
    labels = before.casefold().split(".")
    # „v.a.im“: letters alone, and more than one, are no name either.
    if all(label in _SHORTENED for label in labels) or {*map(len, labels)} == {1} != {len(labels)}:
        return False
    if path:
        return True
    # „… ist gut.Der Bus …“: a sentence ends without a blank.
    if last[0].isupper() and last[1:].islower() and not before.split(".")[-1].isupper():
        return False
    if last.casefold() in _FILES:
        return False
    return _suffixes().privatesuffix(f"{before}.{last}".casefold()) is not None


@cache
def _suffixes():
    return PublicSuffixList(accept_unknown=False)
