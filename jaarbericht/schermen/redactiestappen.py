"""Steps of a report on the screen: what each will do, and the reason it asks for."""

from django import forms

from catalogus.fouten import RegelFout
from catalogus.schermen.keuzepagina import statuscode

MAKEN = "De pdf wordt op de achtergrond gemaakt. De stap is gezet als de pdf er is."
# Per step of `uitgeven.TABEL` what happens, a sentence each.
GEVOLG: dict[str, tuple[str, ...]] = {
    "beginnen": ("De redactie kan aan het jaarbericht werken.", "Niemand krijgt een mail."),
    "ter_inzage": (
        "De inhoud zoals die nu is, wordt bewaard als nieuwe uitgave. Wat je daarna verandert, staat daar niet in.",
        "De gemeente leest die uitgave en kan er opmerkingen bij zetten.",
        "De gemeente en de directie krijgen een mail.",
        MAKEN,
    ),
    "terug": (
        "De uitgave die ter inzage lag, blijft bewaard, met de opmerkingen.",
        "De gemeente kan geen nieuwe opmerkingen meer zetten. Antwoorden kan wel.",
        "De gemeente en de redactie krijgen een mail met je reden.",
    ),
    "vaststellen": (
        "De inhoud zoals die nu is, wordt bewaard als nieuwe uitgave en verandert niet meer.",
        "Precies dit bestand wordt later openbaar.",
        "De gemeente en de redactie krijgen een mail.",
        MAKEN,
    ),
    "heropenen": (
        "De vastgestelde uitgave blijft bewaard, maar wordt niet openbaar.",
        "De gemeente en de redactie krijgen een mail met je reden.",
    ),
    "publiceren": (
        "Het bestand dat is vastgesteld, wordt openbaar. Er komt geen nieuwe pdf.",
        "De gemeente en de redactie krijgen een mail.",
    ),
    "verbeteren": (
        "De inhoud zoals die nu is, wordt een nieuwe uitgave. Die is meteen openbaar.",
        "De vorige uitgave blijft te lezen, met jouw reden bij de nieuwe.",
        "De gemeente en de redactie krijgen een mail met je reden.",
        MAKEN,
    ),
}


class Reden(forms.Form):
    """The reason for a step that needs one; other steps ask nothing."""

    reden = forms.CharField(
        label="Reden",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="De gemeente leest dit in de mail.",
        error_messages={"required": "Geef een reden. De gemeente leest die in de mail."},
    )

    def __init__(self, *args, verplicht: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not verplicht:
            del self.fields["reden"]


def fout_bij(form: forms.Form, fout: RegelFout) -> tuple[RegelFout | None, int]:
    """Puts what a rule refused at its field; else gives it back for above the page. With the status of the answer."""
    if fout.veld in form.fields:
        form.add_error(fout.veld, fout.tekst)
        return None, statuscode(fout)
    return fout, statuscode(fout)
