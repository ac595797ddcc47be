"""Choices that lie in the database."""

from django import forms


def load_choices(form):
    """Ask for what can be chosen in ``form``, before a template shows it.

    A form that is valid needs none of it; so it is not asked for when the form is made.
    """
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField):
            # Of the iterable itself ``list`` would ask the length first, which counts rows.
            field.choices = list(iter(field.choices))
    return form
