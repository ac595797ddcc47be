"""The forms of a page, as a browser holds them: with what is hidden, ticked and chosen."""

from collections import defaultdict

from lxml import html


def form_of(response):
    """The form of a page with the most fields, as lxml element."""
    return max(html.fromstring(response.text).forms, key=lambda form: len(list(form.inputs)))


def sent_by(response):
    """What the browser would send from the page: lists of values by name, for ``client.post``."""
    data = defaultdict(list)
    for name, value in form_of(response).form_values():
        # HTML swallows a line end right after <textarea>, lxml does not.
        data[name].append(value.removeprefix("\n"))
    data.pop("csrfmiddlewaretoken", None)
    return dict(data)


def opened(client, url):
    """Open the page and return what its form would send."""
    return sent_by(client.get(url))
