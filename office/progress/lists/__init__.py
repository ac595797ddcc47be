"""Maßnahmenlisten on the desk: upload → what the columns mean → comparison → drafts."""
