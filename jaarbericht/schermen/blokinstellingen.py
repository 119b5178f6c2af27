"""The settings of a block as form fields, per kind of block, and back to what is stored."""

from collections.abc import Iterable
from typing import Any

from django import forms

from catalogus.models import Indicator
from jaarbericht.beheer.tekstveld import Tekstveld
from jaarbericht.models import Blok
from jaarbericht.regels.bloksoorten import GRAFIEKEN, MEEST_NUMMER, PLEKKEN

Soort = Blok.Soort
HELDEN, KERNCIJFERS, GRAFIEKDELEN = 4, 8, 6  # figures that can be chosen
MEEST_TABELLEN = 8
BRIEF = (
    ("aanhef", "Zin bovenaan", 200, "Groot, boven de brief."),
    ("paneelzin", "Zin in het gekleurde vlak", 120, ""),
    ("naam", "Naam onder de brief", 80, ""),
    ("functie", "Functie", 80, ""),
    ("portret", "Naam van de tekening", 40, "Leeg: geen portret. Bijvoorbeeld: portret."),
    ("portret_alt", "Beschrijving van het portret", 240, "Voor wie het niet ziet."),
)


def cijferkeuzes(indicatoren: Iterable[Indicator]) -> list:
    """All figures, grouped by rubriek, with an empty choice first."""
    groepen: dict[str, list[tuple[str, str]]] = {}
    for indicator in indicatoren:
        groepen.setdefault(indicator.rubriek, []).append((indicator.code, indicator.naam))
    return [("", "Kies een cijfer"), *groepen.items()]


class Instelling(forms.Form):
    """Fields of one kind of block. `waarde` gives the settings; an emptied one is there as an empty value."""

    use_required_attribute = False

    def __init__(self, *args, soort: str, instelling: dict[str, Any], indicatoren: Iterable[Indicator], **kwargs):
        super().__init__(*args, **kwargs)
        self.soort = soort
        self._cijfers = cijferkeuzes(indicatoren)
        self._rijen: list[int] = []  # number of rows of each table
        maken = {
            Soort.TEKST: self._van_tekst,
            Soort.BRIEF: self._van_brief,
            Soort.CITAAT: self._van_lokaal,
            Soort.FEIT: self._van_lokaal,
            Soort.KERNCIJFERS: self._van_kerncijfers,
            Soort.CIJFERTABEL: self._van_tabel,
        }
        if soort in maken:
            maken[Soort(soort)](instelling)

    def _keuze(self, naam: str, label: str, keuzes: list, begin: str) -> None:
        self.fields[naam] = forms.ChoiceField(label=label, choices=keuzes, required=False, initial=begin)

    def _cijferrij(self, naam: str, label: str, codes: list[str], aantal: int) -> None:
        for nummer in range(max(aantal, len(codes))):
            self._keuze(
                f"{naam}-{nummer}", f"{label} {nummer + 1}", self._cijfers, codes[nummer] if nummer < len(codes) else ""
            )

    def _van_tekst(self, nu: dict) -> None:
        self._keuze("stijl", "Hoe de tekst staat", [("", "gewoon"), ("lead", "groot, als inleiding")], nu.get("stijl", ""))

    def _van_brief(self, nu: dict) -> None:
        for naam, label, meest, hulp in BRIEF:
            self.fields[naam] = forms.CharField(
                label=label, max_length=meest, required=False, help_text=hulp, initial=nu.get(naam, "")
            )

    def _van_lokaal(self, nu: dict) -> None:
        self._keuze("plek", "Waar het staat", list(PLEKKEN.items()), nu.get("plek", "kantlijn"))
        self.fields["nummer"] = forms.IntegerField(
            label="Het hoeveelste van dit hoofdstuk",
            help_text="1 is het eerste dat bij Verhalen staat. Heeft een gemeente er minder, dan blijft dit blok weg.",
            min_value=1,
            max_value=MEEST_NUMMER,
            initial=nu.get("nummer", 1),
        )

    def _van_kerncijfers(self, nu: dict) -> None:
        self._cijferrij("regels", "Cijfer", nu.get("regels", []), KERNCIJFERS)

    def _van_tabel(self, nu: dict) -> None:
        self._keuze(
            "plek", "Waar de tabellen staan", [("", "op een eigen pagina"), ("stroom", "tussen de tekst")], nu.get("plek", "")
        )
        kolommen = [("vergelijking", "met vorig jaar en het verschil"), ("balken", "met een balk per rij")]
        self._keuze("kolommen", "Wat de tabellen laten zien", kolommen, nu.get("kolommen", "vergelijking"))
        self._cijferrij("helden", "Groot cijfer", nu.get("helden", []), HELDEN)
        tabellen = nu.get("tabellen", [])
        for t in range(min(len(tabellen) + 1, MEEST_TABELLEN)):
            tabel = tabellen[t] if t < len(tabellen) else {}
            codes, totalen = tabel.get("regels", []), set(tabel.get("totaal", []))
            self.fields[f"t{t}-titel"] = forms.CharField(
                label=f"Titel van tabel {t + 1}", max_length=80, required=False, initial=tabel.get("titel", "")
            )
            self._rijen.append(len(codes) + 3)
            for r in range(len(codes) + 3):
                code = codes[r] if r < len(codes) else ""
                self._keuze(f"t{t}-r{r}", f"Tabel {t + 1}, rij {r + 1}", self._cijfers, code)
                self.fields[f"t{t}-tot{r}"] = forms.BooleanField(
                    label=f"Rij {r + 1} van tabel {t + 1} is een totaal", required=False, initial=bool(code) and code in totalen
                )
        grafiek = nu.get("grafiek", {})
        self._keuze("grafiek_soort", "Grafiek", [("", "geen grafiek"), *GRAFIEKEN.items()], grafiek.get("soort", ""))
        self.fields["grafiek_titel"] = Tekstveld(
            regels=2, label="Wat de grafiek zegt", required=False, initial=grafiek.get("titel", "")
        )
        self.fields["grafiek_titel"].help_text = "Bijvoorbeeld: {cijfer:leden-jeugd} leden zijn jeugdlid."
        self._cijferrij("grafiek", "Cijfer in de grafiek", grafiek.get("regels", []), GRAFIEKDELEN)

    # ------------------------------------------------------------------ for the template
    def los(self) -> list[forms.BoundField]:
        """Fields that stand by themselves."""
        return [self[n] for n in self.fields if n not in {"grafiek_soort", "grafiek_titel"} and "-" not in n]

    def rij(self, naam: str) -> list[forms.BoundField]:
        return [self[n] for n in self.fields if n.startswith(f"{naam}-")]

    def kerncijfers(self) -> list[forms.BoundField]:
        return self.rij("regels")

    def helden(self) -> list[forms.BoundField]:
        return self.rij("helden")

    def grafiek(self) -> list[forms.BoundField]:
        return self.rij("grafiek")

    def tabellen(self) -> list[tuple[forms.BoundField, list[tuple[forms.BoundField, forms.BoundField]]]]:
        return [
            (self[f"t{t}-titel"], [(self[f"t{t}-r{r}"], self[f"t{t}-tot{r}"]) for r in range(aantal)])
            for t, aantal in enumerate(self._rijen)
        ]

    # ------------------------------------------------------------------ what is stored
    def _gekozen(self, naam: str) -> list[str]:
        codes = [self.cleaned_data[n] for n in self.fields if n.startswith(f"{naam}-")]
        return list(dict.fromkeys(code for code in codes if code))

    def waarde(self) -> dict[str, Any]:
        gegevens = self.cleaned_data
        uit = {n: gegevens[n] for n in self.fields if n not in {"grafiek_soort", "grafiek_titel"} and "-" not in n}
        if self.soort == Soort.KERNCIJFERS:
            uit["regels"] = self._gekozen("regels")
        if self.soort == Soort.CIJFERTABEL:
            uit["helden"] = self._gekozen("helden")
            uit["tabellen"] = [tabel for t in range(len(self._rijen)) if (tabel := self._tabel(t))]
            soort = gegevens["grafiek_soort"]
            titel, regels = gegevens["grafiek_titel"], self._gekozen("grafiek")
            uit["grafiek"] = {"soort": soort, "titel": titel, "regels": regels} if soort else {}
        return uit

    def _tabel(self, t: int) -> dict[str, Any]:
        gegevens = self.cleaned_data
        rijen = [(gegevens[f"t{t}-r{r}"], gegevens[f"t{t}-tot{r}"]) for r in range(self._rijen[t])]
        codes = list(dict.fromkeys(code for code, _ in rijen if code))
        if not codes:
            return {}
        tabel = {"titel": gegevens[f"t{t}-titel"], "regels": codes}
        totalen = [code for code in codes if (code, True) in rijen]
        return tabel | ({"totaal": totalen} if totalen else {})
