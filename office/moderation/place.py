"""Where in which queue somebody is: carried along in the address of every page."""

from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.urls import reverse

from comments.access import own_comments
from keyset import key_in

from .filters import QueueFilter
from .queue import ALL, OF_COMMENTS, comments_in, neighbours


@dataclass
class Place:
    """A tab with its filters and the page of it."""

    user: object
    tab: str
    filters: dict
    after: int = 0

    @classmethod
    def of(cls, request, tab=None):
        """Read it from the address; ``tab`` if that is part of the path."""
        tab = tab or request.GET.get("liste", "")
        names = QueueFilter.base_filters
        return cls(
            user=request.user,
            tab=tab if tab in OF_COMMENTS else ALL,
            filters={name: request.GET[name] for name in names if request.GET.get(name)},
            after=key_in(request.GET.get("nach", "")),
        )

    @cached_property
    def filter(self):
        """The filters over the comments of the tab; its ``qs`` are those that are listed."""
        comments = comments_in(self.tab, own_comments(self.user))
        return QueueFilter(self.filters, comments, user=self.user)

    @property
    def person(self):
        """The key of the person whose page this is; 0 on a list."""
        return key_in(self.filters.get("person", "")) if self.tab == ALL else 0

    @property
    def similar_to(self):
        """The key of the comment to which those listed are similar; 0 without."""
        return key_in(self.filters.get("aehnlich", ""))

    def similar_url(self, pk):
        """The list of the comments in this tab that say nearly what this one does."""
        query = self._encoded(aehnlich=pk)
        return f"{reverse('moderation:queue', args=[self.tab])}?{query}"

    @cached_property
    def query(self):
        """For the address of a comment: leads back to this page of this list."""
        return self._encoded(liste=self.tab, **self.filters, nach=self.after)

    @property
    def filters_query(self):
        """The filters alone, as in an address; empty without any."""
        return self._encoded(**self.filters)

    @property
    def first_url(self):
        return self.page_url(0)

    @property
    def list_url(self):
        return self.page_url(self.after)

    def page_url(self, after):
        filters, path = self.filters, reverse("moderation:queue", args=[self.tab])
        if self.person:
            filters = {name: value for name, value in filters.items() if name != "person"}
            path = reverse("moderation:person", args=[self.person])
        query = self._encoded(**filters, nach=after)
        return f"{path}?{query}" if query else path

    def comment_url(self, pk):
        return f"{reverse('moderation:kommentar', args=[pk])}?{self.query}"

    def neighbours(self, pk):
        return neighbours(self.filter.qs, pk)

    @staticmethod
    def _encoded(**parameters):
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in parameters.items() if value})
        return query.urlencode()
