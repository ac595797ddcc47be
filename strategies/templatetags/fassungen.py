from django import template

register = template.Library()


@register.filter
def difference_to(fassung, newer):
    """Where a Fassung and a newer one of its Baustein are compared."""
    return fassung.get_difference_url(newer)
