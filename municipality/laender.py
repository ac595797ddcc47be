"""The sixteen Länder, and whom to turn to when a barrier report leads nowhere.

Each Land has a body that sees the rights to accessible pages enforced (Directive (EU)
2016/2102, Art. 9). Names and addresses change: they are a start, which the municipality
checks and overwrites in the administration. What each was checked against stands in
docs/barrierefreiheit.md.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Land(models.TextChoices):
    BW = "bw", _("Baden-Württemberg")
    BY = "by", _("Bayern")
    BE = "be", _("Berlin")
    BB = "bb", _("Brandenburg")
    HB = "hb", _("Bremen")
    HH = "hh", _("Hamburg")
    HE = "he", _("Hessen")
    MV = "mv", _("Mecklenburg-Vorpommern")
    NI = "ni", _("Niedersachsen")
    NW = "nw", _("Nordrhein-Westfalen")
    RP = "rp", _("Rheinland-Pfalz")
    SL = "sl", _("Saarland")
    SN = "sn", _("Sachsen")
    ST = "st", _("Sachsen-Anhalt")
    SH = "sh", _("Schleswig-Holstein")
    TH = "th", _("Thüringen")


ENFORCEMENT = {
    Land.BW: "Landeszentrum Barrierefreiheit, Schlichtungsstelle\n"
    "Else-Josenhans-Straße 6, 70173 Stuttgart",
    Land.BY: "Landesamt für Digitalisierung, Breitband und Vermessung\n"
    "Durchsetzungs- und Überwachungsstelle für barrierefreie Informationstechnik\n"
    "St.-Martin-Straße 47, 81541 München",
    Land.BE: "Landesbeauftragte oder Landesbeauftragter für digitale Barrierefreiheit\n"
    "Senatskanzlei, Klosterstraße 47, 10179 Berlin",
    Land.BB: "Durchsetzungsstelle für digitale Barrierefreiheit\n"
    "bei der oder dem Landesbeauftragten für die Belange der Menschen mit Behinderungen\n"
    "Henning-von-Tresckow-Straße 2–13, 14467 Potsdam",
    Land.HB: "Zentralstelle für barrierefreie Informationstechnik\n"
    "bei der oder dem Landesbehindertenbeauftragten der Freien Hansestadt Bremen\n"
    "Teerhof 59, 28199 Bremen",
    Land.HH: "Ombudsstelle für barrierefreie Informationstechnik\n"
    "bei der für Informationstechnik zuständigen Behörde\n"
    "der Freien und Hansestadt Hamburg",
    Land.HE: "Durchsetzungs- und Überwachungsstelle für barrierefreie Informationstechnik\n"
    "Regierungspräsidium Gießen, Landgraf-Philipp-Platz 1–7, 35390 Gießen",
    Land.MV: "Anlauf- und Überwachungsstelle „Digitale Barrierefreiheit“\n"
    "beim Sozialministerium Mecklenburg-Vorpommern\n"
    "Werderstraße 124, 19055 Schwerin",
    Land.NI: "Schlichtungsstelle nach § 9d des Niedersächsischen\n"
    "Behindertengleichstellungsgesetzes\n"
    "bei der oder dem Landesbeauftragten für Menschen mit Behinderungen\n"
    "Hannah-Arendt-Platz 2, 30159 Hannover",
    Land.NW: "Ombudsstelle für barrierefreie Informationstechnik\n"
    "bei der oder dem Beauftragten der Landesregierung für Menschen mit Behinderung\n"
    "Fürstenwall 25, 40219 Düsseldorf",
    Land.RP: "Durchsetzungsstelle zur digitalen Barrierefreiheit\n"
    "bei der oder dem Landesbeauftragten für die Belange von Menschen mit Behinderungen\n"
    "Bauhofstraße 9, 55116 Mainz, durchsetzungsstelle@mastd.rlp.de",
    Land.SL: "Schlichtungsstelle nach dem Saarländischen Behindertengleichstellungsgesetz\n"
    "beim Ministerium für Soziales, Gesundheit, Frauen und Familie\n"
    "Franz-Josef-Röder-Straße 23, 66119 Saarbrücken, inklusion@soziales.saarland.de",
    Land.SN: "Durchsetzungsstelle bei der oder dem Landesbeauftragten\n"
    "für Inklusion der Menschen mit Behinderungen\n"
    "Archivstraße 1, 01097 Dresden",
    Land.ST: "Ombudsstelle bei der Landesfachstelle für Barrierefreiheit\n"
    "Unfallkasse Sachsen-Anhalt, Käsperstraße 31, 39261 Zerbst/Anhalt",
    Land.SH: "Beschwerdestelle für barrierefreie Informationstechnik\n"
    "bei der oder dem Landesbeauftragten für Menschen mit Behinderungen\n"
    "Karolinenweg 1, 24105 Kiel",
    Land.TH: "Landesdurchsetzungsstelle für digitale Barrierefreiheit\n"
    "bei der oder dem Thüringer Landesbeauftragten für Menschen mit Behinderungen\n"
    "Jürgen-Fuchs-Straße 1, 99096 Erfurt",
}
