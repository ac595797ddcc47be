from django import template

from ..words import where

register = template.Library()

register.filter("where", where)
