from .words import matching


class FoldedSearchMixin:
    """Finds words in the administration as everywhere else; ``search_fields`` names columns."""

    def get_search_results(self, request, queryset, search_term):
        fields = self.get_search_fields(request)
        return queryset.filter(matching(search_term.replace("\x00", " "), *fields)), False
