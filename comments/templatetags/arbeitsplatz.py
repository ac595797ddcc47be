from django import template

from ..workplace.words import where

register = template.Library()

register.filter("where", where)
