"""Voorbeeld: een programma van een gemeente leest de catalogus, maakt een keuze, legt haar voor, dient haar in en volgt haar.

Alleen met wat Python zelf heeft. Zo roep je het aan:

    python voorbeeld_api.py https://activiteiten.voorbeeld.example/api/v1 TOKEN_OPSTELLER TOKEN_FIATTEUR GM1701 2027 CURSUS 3
"""

import json
import sys
import urllib.error
import urllib.request
import uuid


class Api:
    """Stuurt verzoeken met een token, en maakt van een fout een melding die je kunt lezen."""

    def __init__(self, adres: str, token: str):
        self.adres, self.token = adres, token

    def vraag(self, methode: str, pad: str, inhoud: dict | None = None, **koppen: str):
        """Geeft (gegevens, ETag)."""
        adres = pad if pad.startswith("http") else f"{self.adres}/{pad}"
        koppen = {naam.replace("_", "-"): waarde for naam, waarde in koppen.items()}
        koppen |= {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        data = None if inhoud is None else json.dumps(inhoud).encode()
        verzoek = urllib.request.Request(adres, data=data, headers=koppen, method=methode)
        try:
            with urllib.request.urlopen(verzoek) as antwoord:
                return json.load(antwoord), antwoord.headers["ETag"]
        except urllib.error.HTTPError as fout:
            probleem = json.load(fout)
            plekken = [f"{plek['location']}: {plek['detail']}" for plek in probleem.get("errors", [])]
            raise SystemExit(" ".join([probleem["detail"], *plekken])) from None

    def alles(self, pad: str):
        """Loopt een lijst af, bladzijde voor bladzijde."""
        volgende = pad
        while volgende:
            bladzijde, _ = self.vraag("GET", volgende)
            yield from bladzijde["resultaten"]
            volgende = bladzijde["volgende"]

    def maak(self, pad: str, inhoud: dict):
        """Met een eigen sleutel: bij een storing kun je hetzelfde verzoek gerust nog eens sturen."""
        return self.vraag("POST", pad, inhoud, Idempotency_Key=str(uuid.uuid4()))


def kies(opsteller: Api, fiatteur: Api, *, gemeente: str, jaar: int, code: str, hoeveelheid: int) -> None:
    activiteiten = {activiteit["code"]: activiteit for activiteit in opsteller.alles(f"activiteiten?editie={jaar}")}
    print(f"Catalogus {jaar}: {len(activiteiten)} activiteiten")
    gekozen = activiteiten[code]
    prijs = gekozen["prijs"]
    print(f"{code} {gekozen['titel']}: € {prijs['perEenheid']} per {gekozen['eenheid']} en € {prijs['vast']} vast")

    afname, _ = opsteller.maak("afnames", {"gemeente": gemeente, "editie": jaar, "naam": "Uit het zaaksysteem"})
    adres = f"afnames/{afname['id']}"
    opsteller.vraag("PUT", f"{adres}/regels/{code}", {"hoeveelheid": str(hoeveelheid)})
    afname, etag = opsteller.vraag("GET", adres)
    regels = list(opsteller.alles(f"{adres}/regels"))
    print(f"Keuze gemaakt met {len(regels)} regels, samen € {afname['totaal']}")

    # If-Match: alleen veranderen als niemand je intussen voor was.
    opsteller.vraag("PATCH", adres, {"kenmerk": "Z-2026-0412"}, If_Match=etag)

    stap, _ = opsteller.maak(f"{adres}/statuswissels", {"overgang": "voorleggen"})
    print(f"Stand: {stap['naar']}")
    stap, _ = fiatteur.maak(f"{adres}/statuswissels", {"overgang": "indienen"})
    print(f"Stand: {stap['naar']}")
    for stap in opsteller.alles(f"{adres}/statuswissels"):
        print(f"{stap['overgang']} door {stap['door']}")


if __name__ == "__main__":
    api, token_opsteller, token_fiatteur, gemeente, jaar, code, hoeveelheid = sys.argv[1:]
    kies(
        Api(api, token_opsteller),
        Api(api, token_fiatteur),
        gemeente=gemeente,
        jaar=int(jaar),
        code=code,
        hoeveelheid=int(hoeveelheid),
    )
