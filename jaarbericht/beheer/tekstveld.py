"""Rich text in a plain text area: a placeholder is written {cijfer:leden-totaal} and kept as an inert span."""

import re

from django import forms

from catalogus.fouten import RegelFout
from jaarbericht.regels.teksten import controleer
from jaarbericht.velden import bestaande_soort

ALS_SPAN = re.compile(r'<span data-veld="([^"]*)">.*?</span>', re.DOTALL)
ALS_ACCOLADE = re.compile(r"\{([a-z]+:[A-Za-z0-9@_-]+)\}")
UITLEG = (
    "Gewone alinea’s staan tussen &lt;p&gt; en &lt;/p&gt;. Een veld schrijf je tussen accolades, "
    "bijvoorbeeld {gemeente:naam} of {cijfer:leden-totaal}."
)


class Tekstveld(forms.CharField):
    """Shows spans as {…}; saves sanitised html. A placeholder of an unknown kind is refused, with its place."""

    def __init__(self, regels: int = 12, **kwargs):
        kwargs["widget"] = forms.Textarea(attrs={"rows": regels, "class": "bh-tekst"})
        kwargs["help_text"] = UITLEG
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return ALS_SPAN.sub(r"{\1}", value) if isinstance(value, str) else value

    def clean(self, value):
        tekst = ALS_ACCOLADE.sub(r'<span data-veld="\1"></span>', super().clean(value))
        try:
            return controleer(html=tekst, bekend=bestaande_soort, waar=str(self.label))
        except RegelFout as fout:
            raise forms.ValidationError(fout.tekst) from fout

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)
