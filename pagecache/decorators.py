from functools import wraps


def public_page(view):
    """Mark what ``view`` answers as the same for everybody who has not signed in.

    Such a page depends on its address, the language and the time of day alone, and has
    no token against forged requests: a form on it needs ``anonymous_form``.
    """

    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.is_public_page = True
        return response

    return marked
