from django.utils.functional import SimpleLazyObject


def duties(request):
    """What the user works on, for the head of every page; asked of staff alone.

    In operation the second factor was looked up in the same query already. Without a session,
    and where a middleware answers before anybody is known, nothing is asked.
    """
    session, user = getattr(request, "session", None), getattr(request, "user", None)
    if session is None or session.session_key is None or not getattr(user, "is_staff", False):
        return {"duties": {}}
    match = request.resolver_match
    if match and match.app_name == "admin":
        # Django's pages have another head; only an error shown there has ours.
        return {"duties": SimpleLazyObject(lambda: user.duties)}
    return {"duties": user.duties}
