# ruff: noqa: E501  (sentences and rows of data stay on one line)
"""Sample reports in pure Python: one of Westerveld with everything in it, and the parts to make difficult ones of."""

import io
from dataclasses import replace

from PIL import Image, ImageDraw

from jaarbericht.rapport import (
    Beeld,
    Brief,
    Campagne,
    Cel,
    Cijferblok,
    Cijferregel,
    Citaat,
    Colofondeel,
    Feit,
    Gepland,
    Geplandregel,
    Geplandtabel,
    Grafiek,
    Held,
    Inhoud,
    Inhoudsregel,
    Kaart,
    Kaartgemeente,
    Kantlijn,
    Lijnkleur,
    Lijst,
    Middelen,
    Middelenregel,
    Noot,
    Omslag,
    Opener,
    Partner,
    Partners,
    Plaats,
    Punt,
    Rapport,
    Regel,
    Sectie,
    Tabel,
    Tekst,
    Verhaal,
    Verhalen,
    Verwijzing,
)

LIJNEN = (
    Lijnkleur(1, "De robuuste Drentse bibliotheek", "#14506b"),
    Lijnkleur(2, "Drenthe leert en ontwikkelt", "#f5b936"),
    Lijnkleur(3, "Drenthe leest: Leesbevordering", "#c2372b"),
    Lijnkleur(4, "Drenthe leest: werken aan geletterdheid", "#6b3a7d"),
    Lijnkleur(5, "Heel Drenthe doet mee", "#1d5f47"),
)
GEMEENTEN = (
    ("GM1680", "Aa en Hunze", True, (("Annen", 6.718, 53.057), ("Gieten", 6.764, 53.003), ("Rolde", 6.646, 52.984))),
    ("GM0106", "Assen", False, (("Assen", 6.562, 52.995),)),
    ("GM1681", "Borger-Odoorn", True, (("Borger", 6.793, 52.923), ("Nieuw-Buinen", 6.952, 52.957))),
    ("GM0109", "Coevorden", True, (("Coevorden", 6.741, 52.661), ("Sleen", 6.803, 52.774), ("Aalden", 6.718, 52.790))),
    ("GM1690", "De Wolden", True, (("Ruinen", 6.355, 52.762), ("De Wijk", 6.287, 52.675), ("Zuidwolde", 6.428, 52.673))),
    ("GM0114", "Emmen", False, (("Emmen", 6.900, 52.785), ("Klazienaveen", 6.990, 52.727))),
    ("GM0118", "Hoogeveen", False, (("Hoogeveen", 6.485, 52.725),)),
    ("GM0119", "Meppel", True, (("Meppel", 6.194, 52.695), ("Nijeveen", 6.168, 52.734))),
    ("GM1731", "Midden-Drenthe", True, (("Beilen", 6.512, 52.857), ("Westerbork", 6.610, 52.849), ("Smilde", 6.450, 52.945))),
    ("GM1699", "Noordenveld", True, (("Roden", 6.427, 53.138), ("Norg", 6.460, 53.068), ("Peize", 6.497, 53.147))),
    ("GM1730", "Tynaarlo", True, (("Eelde", 6.566, 53.132), ("Vries", 6.577, 53.074), ("Zuidlaren", 6.683, 53.094))),
    ("GM1701", "Westerveld", True, (("Diever", 6.318, 52.855), ("Dwingeloo", 6.371, 52.834), ("Havelte", 6.237, 52.772), ("Vledder", 6.207, 52.859))),
)  # fmt: skip
VERHAALTEKST = (
    ("Vledder", "18 kinderen", "De robot die voorlas", "Op woensdagmiddag bouwden achttien kinderen een robot die op een knop een bladzijde voorleest. Dat ging met een stem als een roestige deur. Eén robot sloeg steeds het enge stuk over. De bouwers zochten naar de fout, tot bleek dat een van hen dat zo had ingesteld."),
    ("Diever", "14 kinderen", "Een toneelstuk in één middag", "Veertien kinderen schreven, oefenden en speelden een stuk over een dorp zonder regels. Na drie scènes wilden ze zelf weer regels. De première was om vier uur, voor ouders, een opa en twee verbaasde bezoekers. De koning vergat zijn tekst en kreeg de meeste lachers."),
    ("Havelte", "7 deelnemers", "Hardop lezen op dinsdag", "Om de week leest een kleine kring samen één kort verhaal, om de beurt een alinea. Wie liever luistert, luistert. Na afloop blijft de koffie staan en gaat het zelden alleen nog over het boek."),
    ("Dwingeloo", "38 bezoekers", "Een schrijver van dichtbij", "Zoveel stoelen had de bibliotheek niet. Bezoekers zaten op kussens, trappen en de rand van de voorleesbank, en bleven tot het licht uitging. De schrijver signeerde drie keer zoveel boeken als ze had meegenomen."),
    ("Vledder", "9 lezers", "Een tas aan de deur", "Op dinsdag rijdt Geert zijn ronde door Vledder, met tassen vol boeken. De een wil alleen streekromans. De ander leest alles, als het maar niet over oorlog gaat. Bij het laatste adres staat de thee al klaar. Daar duurt het ruilen van drie boeken zelden korter dan een halfuur."),
    ("Havelte", "65 bezoekers", "Wat een paal kan vertellen", "In het Holtingerveld staan palen en stenen waar de meeste wandelaars voorbijlopen. Een schrijver uit de streek stond er wel bij stil en maakte er een boek over. Elke stoel was bezet. Het ging over rendierjagers, hunebedbouwers en een vliegveld uit de oorlog. Na afloop spraken mensen af voor een wandeling."),
)  # fmt: skip


def foto(breed: int = 1200, hoog: int = 800, kleur: str = "#7cc0d6") -> bytes:
    """A JPEG as it comes out of the upload; made here, no picture of a person."""
    beeld = Image.new("RGB", (breed, hoog), kleur)
    ImageDraw.Draw(beeld).ellipse((breed * 0.3, hoog * 0.2, breed * 0.7, hoog * 0.8), fill="#f5b936")
    uit = io.BytesIO()
    beeld.save(uit, "JPEG", quality=80)
    return uit.getvalue()


def verhaal(nummer: int, beeld: Beeld | None = None, lang: int = 1) -> Verhaal:
    """Story `nummer` of an endless row; `lang`: how many times as long."""
    plaats, deelnemers, titel, tekst = VERHAALTEKST[nummer % len(VERHAALTEKST)]
    return Verhaal(titel, f"<p>{tekst}</p>" * lang, plaats, deelnemers, beeld)


def tekening(soort: str, bijschrift: str = "") -> Beeld:
    return Beeld(alt=f"Tekening: {soort}", tekening=soort, zaad="GM1701", bijschrift=bijschrift)


def verhalen(aantal: int, beelden: tuple[int, ...] = ()) -> tuple[Verhaal, ...]:
    return tuple(verhaal(i, tekening("robots", f"Beeld bij verhaal {i + 1}.") if i in beelden else None) for i in range(aantal))


def cel(getal: int | float | None, tekst: str = "") -> Cel:
    if getal is None:
        return Cel("geen gegevens", geen_gegevens=True)
    return Cel(tekst or f"{getal:,}".replace(",", "."), str(getal))


def regel(naam: str, nu: int | None, vorig: int | None = None, verschil: str = "", **anders) -> Regel:
    code = naam.lower().replace(" ", "-")
    return Regel(code, naam, cel(nu), None if vorig is None else cel(vorig), verschil, **anders)


def tabel(titel: str, *regels: Regel, **anders) -> Tabel:
    return Tabel(titel, regels, 2024, **anders)


def cijferblok() -> Cijferblok:
    bezoekers = tabel(
        "Bezoekers",
        regel("In de bibliotheek", 89350, 85120, "+5,0%"),
        regel("Website", 221938, 214306, "+3,6%", noot="a"),
    )
    leden = tabel(
        "Leden",
        regel("Betalend", 1233, 1198, "+2,9%"),
        regel("Jeugd", 2520, 2461, "+2,4%"),
        regel("Start", 177, 152, "+16,4%"),
        regel("Overig", 180, 186, "−3,2%"),
        regel("Totaal leden", 4110, 3997, "+2,8%", totaal=True),
        regel("dBos-leerlingen", 1171, 1146, "+2,2%"),
        regel("Actieve e-bookaccounts", 6160, 5874, "+4,9%", noot="a"),
    )
    uitleningen = tabel(
        "Uitleningen",
        regel("Boeken", 95768, 94215, "+1,6%"),
        regel("Audiovisuele materialen", 568, 702, "−19,1%"),
        regel("Tijdschriften", 6799, 7040, "−3,4%"),
        regel("Totaal fysiek", 103135, 101957, "+1,2%", totaal=True),
        regel("De Bibliotheek op school", 21118, 20344, "+3,8%"),
        regel("E-books", 89894, 86320, "+4,1%", noot="a"),
        regel("Luisterboeken", 33657, 29988, "+12,2%", noot="a"),
        regel("Totaal online", 123551, 116308, "+6,2%", noot="a", totaal=True),
    )
    platform = tabel("Platformactiviteiten", regel("Activiteiten", 21, 17, "+4"), regel("Deelnemers", 50, 44, "+6"))
    return Cijferblok(
        (bezoekers, leden, uitleningen, platform),
        helden=(
            Held("89.350", "bezoeken aan de bibliotheek"),
            Held("4.110", "leden"),
            Held("20,6%", "van de 19.983 inwoners is lid"),
            Held("103.135", "fysieke uitleningen"),
        ),
        grafiek=Grafiek(
            "gestapeld",
            "Zes van de tien leden zijn jeugdlid",
            "Staaf met de 4.110 leden: jeugd 2.520, betalend 1.233, overig 180, start 177.",
            (Punt("Jeugd", "2520", "2.520"), Punt("Betalend", "1233", "1.233"), Punt("Overig", "180", "180"), Punt("Start", "177", "177")),
        ),
        titel="De cijfers",
        html="<p>Alle aantallen gelden voor de gemeente Westerveld, tenzij er een letter bij staat.</p>",
    )  # fmt: skip


def boekstart() -> tuple[Cijferblok, Cijferblok]:
    eerste = Cijferblok(
        (
            tabel(
                "BoekStart",
                regel("Kinderopvanglocaties", 16, 15, "+1"),
                regel("Koffertjes uitgedeeld", 128, 117, "+9,4%"),
                regel("Activiteiten", 56, 52, "+4"),
                regel("Deelnemers", 334, 301, "+11,0%"),
            ),
            tabel(
                "De Bibliotheek op school",
                regel("Basisscholen (po)", 11, 11, "0"),
                regel("Leerlingen (po)", 1171, 1146, "+2,2%"),
                regel("Scholen (vo)", 1, 1, "0"),
            ),
        ),
        grafiek=Grafiek(
            "kolommen",
            "Elk jaar meer koffertjes mee naar huis",
            "In 2021 gingen er 96 koffertjes mee, in 2022 waren dat er 104, in 2023 117 en in 2024 128.",
            tuple(Punt(str(jaar), str(n), str(n)) for jaar, n in ((2021, 96), (2022, 104), (2023, 117), (2024, 128))),
        ),
        titel="Van wieg tot klas",
    )
    rijen = (
        ("Nieuwe locaties BoekStart in de kinderopvang", 20, 20 / 113),
        ("Doorontwikkeling BoekStart in de kinderopvang", 113, 1.0),
        ("Nieuwe locaties dBos basisonderwijs", None, None),
        ("Doorontwikkeling dBos basisonderwijs", 36, 36 / 113),
        ("Nieuwe locaties dBos voortgezet onderwijs", 5, 5 / 113),
        ("Doorontwikkeling dBos voortgezet onderwijs", 5, 5 / 113),
        ("dBos Plus", 1, 1 / 113),
    )
    masterplan = Cijferblok(
        (
            tabel(
                "Locaties met subsidie",
                *(regel(naam, n, aandeel=deel, noot="b" if n == 1 else "a") for naam, n, deel in rijen),
                vergelijkt=False,
                staven=True,
                eenheid="locaties",
            ),
        ),
        titel="Masterplan basisvaardigheden",
        html="<p>Met de Impulsregeling van het Rijk beginnen opvang en scholen een nieuwe leesplek, of ze bouwen verder "
        "aan wat er al is.</p>",
    )
    return eerste, masterplan


def lijsten() -> tuple[Lijst, ...]:
    return (
        Lijst("Tevreden over", (("Medewerkers", 89), ("Openingstijden", 83), ("Gebouw", 81), ("Sfeer en inrichting", 80), ("Collectie", 78))),
        Lijst("Minder tevreden over", (("Praktische zaken", 68), ("Werkplekken", 64), ("Horeca", 58), ("Rust en geluid", 31), ("Aanbod jongeren", 27))),
        Lijst("Bekendste activiteiten", (("Activiteiten voor kinderen", 50), ("Hulp bij formulieren", 44), ("Taalhuis en taalcafé", 40), ("Boekpresentaties", 38), ("Tentoonstellingen", 30))),
        Lijst("Bekendste diensten", (("Online verlengen", 82), ("Online reserveren", 82), ("Inleverbericht", 73), ("E-books lenen", 62), ("Werkplekken", 61))),
        Lijst("Interesse in", (("E-books", 28), ("Lezingen", 27), ("Cursussen", 26), ("Tentoonstellingen", 20), ("Informatieavonden", 20))),
    )  # fmt: skip


def geplandregel(
    titel: str, maat: str, afgesproken: int, uitgevoerd: int, uitleg: str = "", gewijzigd: str = ""
) -> Geplandregel:
    verschil = uitgevoerd - afgesproken
    teken = "+" if verschil > 0 else "−" if verschil < 0 else ""
    deel = round(100 * uitgevoerd / afgesproken) if afgesproken else None
    return Geplandregel(
        titel.lower().replace(" ", "-"), titel, maat, str(afgesproken), gewijzigd, str(uitgevoerd), f"{teken}{abs(verschil)}", deel, uitleg
    )  # fmt: skip


def gepland() -> Gepland:
    per_lijn = (
        (geplandregel("Bibliotheek aan huis", "adressen", 30, 34, "Vier nieuwe vrijwilligers in Vledder; de wachtlijst is weg."),),
        (
            geplandregel("Activiteiten rond campagnes", "keer", 110, 116, "Zes extra middagen in de Kinderboekenweek, betaald uit entree."),
            geplandregel("BiebFabriek", "workshops", 14, 14, "Volgens afspraak."),
        ),
        (
            geplandregel("BoekStart in de kinderopvang", "locaties", 16, 16, "Volgens afspraak."),
            geplandregel("Kleintje Bieb", "keer", 60, 56, "Vier ochtenden vervielen door ziekte. Ze zijn verschoven naar 2025."),
            geplandregel("De Bibliotheek op school", "scholen", 11, 11, "Volgens afspraak."),
        ),
        (geplandregel("Taalhuis, activiteiten", "keer", 48, 51, "Extra bijeenkomsten in de Week van Lezen en Schrijven."),),
        (
            geplandregel("Spreekuren Informatiepunt Digitale Overheid", "keer", 96, 92, "Vier spreekuren vielen op een feestdag."),
            geplandregel("Cursus digitale vaardigheden", "cursussen", 12, 13, "Eén cursus herhaald, omdat de eerste vol zat."),
            geplandregel("Workshop op maat", "keer", 4, 2, "Twee aanvragen zijn op verzoek van de groep uitgesteld."),
        ),
    )  # fmt: skip
    tabellen = tuple(Geplandtabel(lijn.nummer, lijn.naam, rijen) for lijn, rijen in zip(LIJNEN, per_lijn, strict=True))
    return Gepland(tabellen, 7, 10, ("Collectie", "Klantenservice"))


def middelen(met_realisatie: bool = False) -> Middelen:
    bedragen = (
        (1, "412.300", "20,63"),
        (2, "61.450", "3,08"),
        (3, "148.900", "7,45"),
        (4, "52.700", "2,64"),
        (5, "74.250", "3,72"),
    )
    rijen = [
        Middelenregel(LIJNEN[n - 1].naam, n, f"€ {bedrag}", f"€ {hoofd}", f"€ {bedrag}" if met_realisatie else "")
        for n, bedrag, hoofd in bedragen
    ]
    rijen.append(Middelenregel("Huisvesting", None, "€ 186.000", "€ 9,31", "€ 188.400" if met_realisatie else ""))
    rijen.append(Middelenregel("Totaal", None, "€ 935.600", "€ 46,82", "€ 938.000" if met_realisatie else "", totaal=True))
    return Middelen(
        "<p>De gemeente verleende voor 2024 subsidie per programmalijn. Wat het werk heeft gekost, staat in de jaarrekening.</p>",
        tuple(rijen),
        (
            "Verlening van 14 december 2023, kenmerk Z-2023-0412: € 749.600.",
            "Huisvesting van 14 december 2023, kenmerk Z-2023-0413: € 186.000.",
        ),
        met_realisatie,
        Grafiek(
            "balken",
            "Bijna de helft gaat naar de basis",
            "Verleend per programmalijn in euro: 1 412.300, 2 61.450, 3 148.900, 4 52.700, 5 74.250.",
            tuple(Punt(LIJNEN[n - 1].naam, b.replace(".", ""), f"€ {b}") for n, b, _ in bedragen),
        ),
    )  # fmt: skip


def kaart(gekozen: str = "GM1701", gemeenten=GEMEENTEN) -> Kaart:
    return Kaart(
        gekozen,
        tuple(Kaartgemeente(c, n, d, tuple(Plaats(*p) for p in ps)) for c, n, d, ps in gemeenten),
        "",
        "31 december 2024",
        (("Bibliotheken", "3"), ("Servicepunt", "1"), ("IDO-locaties", "4"), ("dBos-locaties", "12"), ("BoekStart-locaties", "16"), ("Taalhuis", "1")),
    )  # fmt: skip


def brief() -> Brief:
    return Brief(
        "Een jaar waarin de deur verder openging",
        "Een bibliotheek is nooit af.",
        "In 2024 kwamen inwoners van Westerveld bijna negentigduizend keer binnen. Voor een boek, een vraag of een gesprek. "
        "Dit jaarbericht laat zien wat zij vonden.",
        "<p>Beste lezer,</p>"
        "<p>Een bibliotheek is nooit af. Dit jaar vroegen we in elke kern wat er beter kon. De antwoorden waren nuchter: langer "
        "open, meer hulp bij digitale zaken en een plek om elkaar te spreken.</p>"
        "<p>Daar zijn we mee begonnen. In Havelte en Diever draaiden de spreekuren het hele jaar door. Scholen kregen meer tijd "
        "van onze educatiemedewerkers.</p>"
        "<p>De cijfers gingen mee omhoog: meer jeugdleden, meer vragen aan het informatiepunt, meer e-books. Maar een cijfer "
        "vertelt niet wie er naast wie ging zitten. Daarom staan er in dit bericht ook verhalen, uit elk dorp ten minste één.</p>"
        "<p>Voor het eerst koos de gemeente uit één overzicht welke activiteiten zij wilde afnemen. Dat maakt het gesprek "
        'eerlijker. Vanaf pagina <a href="#gepland" data-pagina="gepland"></a> staat wat we afspraken naast wat we deden. Waar '
        "het anders liep, leggen we uit waarom.</p>"
        "<p>In 2025 gaan we verder waar het schuurt: jongeren vinden ons nog te weinig, en in de kleine kernen is de weg naar "
        "een cursus lang. We zoeken het dichterbij, in dorpshuizen, scholen en wachtkamers.</p>"
        "<p>Niets hiervan lukt zonder vrijwilligers. Zij lezen voor, brengen boeken rond en zitten naast iemand die een formulier "
        "niet begrijpt. Ik dank hen, en ik dank de gemeente voor het vertrouwen.</p>",
        "Marit Oosting",
        "directeur-bestuurder (voorbeeldnaam)",
        Beeld(alt="Getekend portret van iemand met een boek", tekening="portret", zaad="GM1701"),
    )


ROBUUST = (
    "<h3>De tafel bij het raam</h3><p>Vaste bezoekers hebben een vaste plek. De leestafel, de bank bij de prentenboeken, de "
    "tafel bij het raam. Ook verenigingen en inwoners gebruiken de ruimte. Ze hangen er hun schilderijen op, breien er samen "
    "of praten over het dorp. In 2024 telden we 21 van zulke activiteiten van anderen.</p>"
    "<h3>Verse planken</h3><p>Met een tijdelijke bijdrage van het Rijk kochten we nieuwe boeken. Kapotte en verouderde "
    "exemplaren gingen eruit. Er kwamen vooral informatieve boeken voor kinderen bij, en romans met grote letters.</p>"
    "<h3>De bibliotheek komt langs</h3><p>Kun je zelf niet komen? Dan brengt een vrijwilliger van de Bibliotheek aan huis je "
    "een tas met boeken. Die zijn uitgezocht op jouw smaak. De gelezen boeken gaan mee terug. Vaak is er tijd voor een kop thee.</p>"
)
LEERT = (
    "<p>Ons programma rust op drie vragen. Wat leeft er in het dorp? Wie doet er mee? En wat blijft er hangen als de avond "
    "voorbij is?</p><p>Zo ontstond een mengsel van vaste reeksen en losse avonden. De reeksen brengen rust: je weet dat het "
    "doorgaat. De losse avonden brengen nieuwe gezichten binnen. Samenwerken, maken en kritisch kijken komen overal terug, "
    "soms met een soldeerbout, vaker met een goed boek.</p>"
)
GELETTERD = (
    "<h3>Een vraag aan tafel</h3><p>In het Taalhuis begint het met koffie. Dan komt de brief op tafel, of de app die niet wil, "
    "of het verhaaltje voor het slapengaan. Een vrijwilliger gaat ernaast zitten en leest mee. Soms is één keer genoeg. Vaak "
    "wordt het een vast uur in de week.</p><ul><li>lezen en schrijven voor je werk</li><li>praten met de school van je kind"
    "</li><li>rekenen met geld en tijd</li></ul><h3>Taal op de werkvloer</h3><p>Bij twee zorginstellingen oefenden medewerkers "
    "met rapporteren. Zij kozen zelf de voorbeelden, uit hun eigen dienst. Dat maakte het <em>meteen</em> bruikbaar.</p>"
)


def secties() -> tuple[Sectie, ...]:
    """All kinds of secties, without the contents page."""
    mededeling = "Kolom 2023: voorbeeldcijfers."
    noot = Noot("a", "Cijfer van de hele stichting, niet van Westerveld alleen.")
    robots = tekening("robots", "Vledder: bouwers met hun voorleesrobots.")
    samen = tekening("samenlezen", "Havelte: Samenlezen.")
    catalogus = "https://voorbeeld.example/catalogus/2024/"
    return (
        Sectie("omslag", "omslag", "omslag", "Jaarbericht 2024", (Omslag("Jaarbericht 2024", "Westerveld"),)),
        Sectie("terugblik", "brief", "terugblik", "Terugblik op 2024", (brief(),)),
        Sectie("robuust", "opener", "robuust", LIJNEN[0].naam, (Opener(1, LIJNEN[0].naam, "<p>Een stevig gebouw begint bij de draagstenen. Voor de bibliotheek zijn dat: een actuele collectie, mensen die je kennen, en deuren die open zijn als jij tijd hebt. Op vier plekken in Westerveld vind je ze bij elkaar. Lid of geen lid, je kunt er lezen, werken, vragen en blijven zitten.</p>"),), 1),
        Sectie("robuust-tekst", "loop", "robuust", "Een plek om te blijven", (
            Kantlijn("Een plek om te blijven", "<p>Je hoeft niets te kopen en niets uit te leggen. Ga zitten.</p>"),
            Feit("4", "plekken waar je in Westerveld binnen kunt lopen."),
            Verwijzing(f"{catalogus}1/", 1),
            Tekst(ROBUUST),
            Verhalen(verhalen(2, (0,))),
            Citaat("Er is altijd wel iemand die goedemorgen zegt.", "Bezoeker in Havelte"),
        ), 1),
        Sectie("cijfers", "cijfers", "robuust", "De cijfers", (cijferblok(),), 1, (noot,), mededeling),
        Sectie("panel", "panel", "robuust", "Wat leden ervan vinden", (
            Tekst("<p>BiebPanel is een onderzoek onder leden van de hele stichting, gehouden in september 2024. Per vraag staat de top 5.</p>"), *lijsten(),
        ), 1, (), "De verdeling van percentages over antwoorden is een voorbeeld."),
        Sectie("leert", "opener", "leert", LIJNEN[1].naam, (Opener(2, LIJNEN[1].naam, "<p>Leren houdt niet op bij de schooldeur. In de bibliotheek bouw je verder, trede voor trede: een kind dat een robot laat rijden, een scholier die een tekst leert wantrouwen, een groep die samen een verhaal leest. In Westerveld kwamen 732 mensen naar 116 activiteiten.</p>"),), 2),
        Sectie("leert-tekst", "loop", "leert", "Samen iets nieuws proberen", (
            Kantlijn("Samen iets nieuws proberen", "<p>Landelijke campagnes geven de aanleiding. Wat er gebeurt, bedenken we met de mensen in het dorp.</p>"),
            Feit("116", "<p>activiteiten in 2024, samen goed voor 732 deelnemers. Een reeks van twaalf bijeenkomsten telt als twaalf.</p>"),
            Verwijzing(f"{catalogus}2/", 2),
            Tekst("<p>De bibliotheek is een werkplaats. Je mag er proberen, mislukken en opnieuw beginnen, met hulp als je dat wilt.</p>", stijl="lead"),
            Tekst(LEERT),
            Campagne("Kinderboekenweek", "2 tot en met 13 oktober 2024", "Lekker eigenwijs", "<p>Overal in het land draaide het om kinderen die hun eigen weg kiezen. In Westerveld maakten ze theater, proefjes en een eigen uitvinding.</p>", (verhaal(0, robots), verhaal(1))),
            Campagne("Heel Nederland Leest", "november 2024", "", "<p>Eén boek voor iedereen, en dan praten. De bibliotheken gaven het boek gratis weg en zetten de koffie klaar.</p>", (verhaal(2, samen), verhaal(3))),
            Citaat("Ik kwam een boek terugbrengen en ging naar huis met zes nieuwe mensen in mijn telefoon.", "Anneke, deelnemer Samenlezen"),
            Feit("9.397", "<p>online cursussen volgden leden van de hele stichting: 4.373 bij GoodHabitz en 5.024 bij Soofos.</p>"),
            Verhalen(verhalen(6, (4,)), "En verder dit jaar"),
        ), 2),
        Sectie("leert-cijfers", "tabellen", "leert", "Leren in cijfers", (
            Cijferblok((tabel("Drenthe leert en ontwikkelt", regel("Activiteiten", 116, 102, "+13,7%"), regel("Deelnemers", 732, 690, "+6,1%")),
                        tabel("Online cursussen", regel("GoodHabitz", 4373, 4020, "+8,8%", noot="a"), regel("Soofos", 5024, None, "", noot="a"), regel("Samen", 9397, None, "", noot="a", totaal=True))),
                       titel="Leren in cijfers", html="<p>Een reeks van twaalf bijeenkomsten telt als twaalf activiteiten.</p>"),
        ), 2, (noot,), mededeling),
        Sectie("leest", "opener", "leest", LIJNEN[2].naam, (Opener(3, LIJNEN[2].naam, "<p>Wie als baby op schoot een boek vasthoudt, begint met een voorsprong. Daarom werken we vanaf de eerste maanden met ouders, kinderopvang en scholen aan één doorlopende lijn. Niet omdat lezen moet, maar omdat een goed verhaal je verder brengt dan de rand van het dorp.</p>"),), 3),
        Sectie("leest-cijfers", "tabellen", "leest", "Van wieg tot klas", boekstart(), 3, (noot, Noot("b", "Pilot voor scholen die hun leesonderwijs opnieuw inrichten.")), mededeling),
        Sectie("geletterd", "opener", "geletterd", LIJNEN[3].naam, (Opener(4, LIJNEN[3].naam, "<p>Eén op de negen Drenten heeft moeite met lezen en schrijven, op sommige plekken bijna één op de vijf. Dat zie je niet aan de buitenkant. In het Taalhuis beginnen we bij een kop koffie en een vraag die wél gesteld durft te worden.</p>"),), 4),
        Sectie("geletterd-tekst", "loop", "geletterd", "Taal hoort bij alles", (
            Kantlijn("Taal hoort bij alles"), Feit("51", "activiteiten, met samen 343 deelnemers."), Verwijzing(f"{catalogus}4/", 4),
            Tekst(GELETTERD), Verhalen(verhalen(3)),
        ), 4),
        Sectie("meedoen", "opener", "meedoen", LIJNEN[4].naam, (Opener(5, LIJNEN[4].naam, "<p>Een afspraak maken, een toeslag aanvragen, een bericht van de bank herkennen: zonder scherm gaat het bijna niet meer. Daarom zit er in elke bibliotheek iemand die naast je komt zitten. Rustig, gratis, en net zo vaak als nodig is.</p>"),), 5),
        Sectie("meedoen-tekst", "loop", "meedoen", "Iemand die naast je gaat zitten", (
            Kantlijn("Iemand die naast je gaat zitten"), Feit("302", "<p>vragen beantwoord op 92 spreekuren van het Informatiepunt Digitale Overheid (IDO).</p>"), Verwijzing(f"{catalogus}5/", 5),
            tabel("Digitale vaardigheden in Westerveld", regel("Cursussen", 13, 11, "+2"), regel("Cursusdagdelen", 46, 40, "+6"), regel("IDO-spreekuren", 92, 88, "+4"), regel("IDO-vragen", 302, 271, "+11,4%"), regel("Deelnemers programma", 181, 160, "+13,1%")),
            Partners("Onze partners", (
                Partner("Gemeente Westerveld", "opdrachtgever, verwijst door vanuit de loketten"), Partner("Welzijn", "sociaal werkers schuiven aan bij de spreekuren"),
                Partner("Huisartsenpraktijken", "twee praktijken geven cursus in de wachtkamer"), Partner("SeniorWeb", "vrijwilligers begeleiden de wekelijkse inloop"),
                Partner("Taalpunt", "taalvragen en cursusmateriaal"), Partner("Geldpunt", "hulp bij toeslagen en administratie"),
                Partner("Humanitas", "thuisadministratie, op verwijzing"), Partner("Dorpshuizen", "ruimte op drie plekken zonder bibliotheek"))),
            Citaat("Er kwam iemand naast me zitten. Niet om het over te nemen, maar om het samen te doen.", "Bezoeker van het spreekuur in Diever"),
        ), 5),
        Sectie("gepland", "gepland", "verantwoording", "Gepland en gerealiseerd", (gepland(),), None, (), "De kolom afgesproken bevat voorbeeldcijfers."),
        Sectie("middelen", "middelen", "verantwoording", "Middelen", (middelen(),), None, (), "De bedragen zijn voorbeeldcijfers."),
        Sectie("kaart", "kaart", "kaart", "De Drentse bibliotheek", (kaart(),)),
        Sectie("colofon", "colofon", "colofon", "Colofon", (
            Colofondeel("Tekst", "<p>Redactie en programmamedewerkers van de bibliotheek. Alle teksten in dit voorbeeld zijn verzonnen.</p>"),
            Colofondeel("Vormgeving", "<p>Eigen ontwerp, automatisch opgemaakt.</p>"),
            Colofondeel("Cijfers", "<p>Eigen registratie en Wsob-opgave over 2024, peildatum 31 december. Alle cijfers zitten als tabel in dit bestand.</p>"),
            Colofondeel("Beeld", "<p>De tekeningen zijn gemaakt voor dit jaarbericht. Foto’s verschijnen alleen met toestemming en naam van de maker.</p>"),
            Colofondeel("Letters", "<p>Atkinson Hyperlegible Next en Besley, SIL Open Font License.</p>"),
            Colofondeel("Uitgave", "<p>Uitgave 1, vastgesteld op 14 april 2025. Een verbetering verschijnt als nieuwe uitgave met de reden erbij.</p>"),
            Colofondeel("Toegankelijk", "<p>Dit bestand voldoet aan PDF/UA-1. Iets niet goed leesbaar? Laat het ons weten.</p>"),
        )),
    )  # fmt: skip


def inhoud(delen: tuple[Sectie, ...]) -> Sectie:
    """The contents page of these secties: chapters, and what stands on its own."""
    regels = tuple(
        Inhoudsregel(s.sleutel, s.titel, getattr(s.onderdelen[0], "nummer", None) if s.soort == "opener" else None, s.lijn)
        for s in delen
        if s.soort in ("brief", "opener", "gepland", "middelen", "kaart", "colofon")
    )
    tekst = (
        "<p>Een jaar bibliotheekwerk in vijf programmalijnen. Wat spraken we af, wat hebben we gedaan en wat merkten inwoners "
        "daarvan?</p>"
    )
    return Sectie("inhoud", "inhoud", "inhoud", "Inhoud", (Inhoud(tekst, regels),))


def voorbeeld(delen: tuple[Sectie, ...] | None = None, **anders) -> Rapport:
    """A report of these secties (default: all kinds); the contents page comes after the cover."""
    delen = secties() if delen is None else delen
    rapport = Rapport(
        2024,
        "GM1701",
        "Westerveld",
        "Jaarbericht 2024",
        "Bibliotheken Westerveld",
        "onderdeel van de provinciale bibliotheekstichting",
        "Uitgave 1, vastgesteld op 14 april 2025",
        "2025-04-14",
        LIJNEN,
        (*delen[:1], inhoud(delen), *delen[1:]),
        (
            Cijferregel("leden", "Leden", "Leden", "gemeente", 2024, "4110", "leden"),
            Cijferregel("deelneming", "Deel van de inwoners dat lid is", "Leden", "gemeente", 2024, "20.6", "%"),
            Cijferregel("dbos-po-nieuw", "Nieuwe locaties", "Masterplan", "stichting", 2024, None, "locaties", "geen gegevens"),
            Cijferregel("proef", "=1+1", "Proef", "gemeente", 2024, "-3", "keer", "@begint als een formule"),
        ),
    )
    return replace(rapport, **anders)


def met_sectie(rapport: Rapport, sectie: Sectie) -> Rapport:
    """The report with the sectie of that sleutel replaced."""
    return replace(rapport, secties=tuple(sectie if s.sleutel == sectie.sleutel else s for s in rapport.secties))


# ------------------------------------------------------------------ difficult ones
KANTLIJN = (
    Kantlijn("Samen iets nieuws proberen", "<p>Landelijke campagnes geven de aanleiding.</p>"),
    Feit("116", "<p>activiteiten in 2024, samen goed voor 732 deelnemers.</p>"),
    Verwijzing("https://voorbeeld.example/catalogus/2024/2/", 2),
)
CITATEN = (
    Citaat("Er is altijd wel iemand die goedemorgen zegt.", "Bezoeker in Havelte"),
    Citaat("Ik kwam een boek terugbrengen en ging naar huis met zes nieuwe mensen in mijn telefoon.", "Anneke"),
    Citaat("Mijn zoon leest nu zelf voor aan zijn zusje, en dat had ik vorig jaar niet durven hopen.", "Ouder in Diever"),
)


def loop(sleutel: str, *onderdelen, **anders) -> Sectie:
    return Sectie(sleutel, "loop", "leert", "Samen iets nieuws proberen", onderdelen, 2, **anders)


def campagne(nummer: int, *delen: Verhaal, lang: int = 1) -> Campagne:
    tekst = "<p>Overal in het land draaide het om kinderen die hun eigen weg kiezen. In Westerveld maakten ze theater, proefjes en een eigen uitvinding.</p>"
    return Campagne(
        f"Campagne {nummer}: de grote leesmarathon", "2 tot en met 13 oktober 2024", "Lekker eigenwijs", tekst * lang, delen
    )


def moeilijke_teksten() -> tuple[Sectie, ...]:
    tekst = Tekst(LEERT)
    noten = (Noot("a", "Cijfer van de hele stichting, niet van Westerveld alleen."),)
    return (
        loop("dertig", *KANTLIJN, tekst, Verhalen(verhalen(30, (2, 7, 11, 16, 20, 25)), "Dertig verhalen"), *CITATEN),
        loop("twee", *KANTLIJN, tekst, Verhalen(verhalen(2))),
        loop("twee-beelden", *KANTLIJN, Verhalen(verhalen(2, (0, 1)))),
        loop("een", *KANTLIJN, tekst, Verhalen(verhalen(1, (0,)))),
        loop("geen", *KANTLIJN, tekst),
        loop("zeven", *KANTLIJN, Verhalen(verhalen(7, (1, 3))), CITATEN[1]),
        loop("lang", *KANTLIJN, Tekst((ROBUUST + GELETTERD) * 3), Verhalen(verhalen(4, (1,))), CITATEN[1], KANTLIJN[1]),
        loop("krap", *KANTLIJN, Tekst(ROBUUST + GELETTERD + ROBUUST + LEERT)),
        loop("lange-verhalen", *KANTLIJN, Tekst(ROBUUST), Verhalen((verhaal(0, tekening("robots"), 4), verhaal(1), verhaal(2), verhaal(3, None, 5)), "Lange verhalen")),
        loop("campagnes", *KANTLIJN, Tekst(ROBUUST + GELETTERD), *(campagne(i, *verhalen(i, (0,)), lang=1 + i % 3) for i in range(5)), CITATEN[1], KANTLIJN[1]),
        loop("campagnes-smal", *KANTLIJN, tekst, *(campagne(i, verhaal(i)) for i in range(4)), CITATEN[0]),
        loop("volle-kantlijn", Kantlijn("Iemand die naast je gaat zitten in de wachtkamer", "<p>" + "Landelijke campagnes geven de aanleiding voor alles wat we doen. " * 12 + "</p>"), Feit("1.234.567", "vragen"), KANTLIJN[2], tekst, tabel("Een", regel("Cursussen", 1, 2, "−1")), tabel("Twee", regel("Cursussen", 1, 2, "−1"))),
        loop("lang-woord", Kantlijn("Leesbevorderingsprogramma’s"), tekst, noten=noten, mededeling="Voorbeeldcijfers."),
    )  # fmt: skip


def moeilijke_cijfers() -> tuple[Sectie, ...]:
    veel = [regel(f"Een cijfer met een wat langere naam {i}", 1000 + i, 900 + i, "+11,1%") for i in range(40)]
    blok = cijferblok()
    noten = (Noot("a", "Een noot die wat langer is. " * 6), Noot("b", "Nog een noot."))
    tabellen = tuple(tabel(f"Tabel {i}", *veel[i * 8 : i * 8 + 8]) for i in range(5))
    dubbel = tuple(replace(t, regels=t.regels + t.regels[:2]) for t in blok.tabellen)
    alles = Gepland(
        tuple(
            replace(t, regels=tuple(replace(t.regels[i % len(t.regels)], gewijzigd="120") for i in range(9)))
            for t in gepland().tabellen
        ),
        30,
        45,
        ("Collectie",) * 12,
    )
    return (
        Sectie("veertig-regels", "cijfers", "leert", "De cijfers", (replace(blok, tabellen=tabellen),), 2, noten, "Alle cijfers zijn voorbeeldcijfers."),
        Sectie("dertig-regels", "cijfers", "leert", "De cijfers", (replace(blok, tabellen=dubbel),), 2, noten, "Alle cijfers zijn voorbeeldcijfers."),
        Sectie("een-regel", "tabellen", "leert", "Alleen een tabel", (Cijferblok((tabel("Eén tabel", regel("Activiteiten", 51, 48, "+3")),)),), 2, (), "Voorbeeldcijfers."),
        Sectie("twaalf-regels", "tabellen", "leert", "Twaalf regels", (tabel("Zonder vergelijking", *veel[:12], vergelijkt=False),), 2),
        Sectie("staven", "tabellen", "leert", "Masterplan basisvaardigheden", (boekstart()[1],), 2, noten),
        *(Sectie(f"panel-{n}", "panel", "leert", "Wat leden vinden", (lijsten() + lijsten())[:n], 1) for n in (1, 2, 3, 4, 6)),
        Sectie("gepland-45", "gepland", "gepland", "Wat we afspraken en wat we deden", (alles,)),
        Sectie("gepland-1", "gepland", "gepland", "Gepland en gerealiseerd", (Gepland(gepland().tabellen[:1], 1, 1),)),
        Sectie("middelen-alles", "middelen", "gepland", "Middelen", (middelen(True),)),
        Sectie("kaart-een", "kaart", "kaart", "De bibliotheek op de kaart", (replace(kaart("GM0106", (GEMEENTEN[1],)), kerncijfers=tuple((f"Soort {i}", str(i)) for i in range(9))),)),
    )  # fmt: skip


def moeilijke_voorkant() -> tuple[Sectie, ...]:
    lange_brief = brief().html.replace('<a href="#gepland" data-pagina="gepland"></a>', "10")
    namen = ("Súdwest-Fryslân", "'s-Hertogenbosch", "Midden-Drenthe", "Nuenen, Gerwen en Nederwetten", "Ee")
    regels = tuple(
        Inhoudsregel(
            "omslag", f"Onderdeel {i} met een wat langere titel dan anders", i if i < 7 else None, i % 5 + 1 if i < 7 else None
        )
        for i in range(1, 15)
    )
    intro = "<p>" + "Wie als baby op schoot een boek vasthoudt, begint met een voorsprong op anderen. " * 10 + "</p>"
    titel = "Een heel lange titel van een hoofdstuk dat over veel tegelijk gaat en meer"
    return (
        *(Sectie(f"omslag-{i}", "omslag", "omslag", "Jaarbericht 2024", (Omslag("Jaarbericht 2024", naam),)) for i, naam in enumerate(namen)),
        *(Sectie(f"inhoud-{n}", "inhoud", "inhoud", "Inhoud", (Inhoud("<p>Een jaar.</p>", regels[-n:]),)) for n in (2, 5, 9, 14)),
        Sectie("brief-kort", "brief", "brief", "Terugblik", (replace(brief(), html="<p>Beste lezer,</p><p>Dit was het jaar.</p>", portret=None, aanhef=""),)),
        Sectie("brief-lang", "brief", "brief", "Terugblik", (replace(brief(), html=lange_brief * 2),)),
        Sectie("opener-lang", "opener", "opener-lang", titel, (Opener(1, titel, intro),), 3),
        Sectie("opener-zonder", "opener", "opener-zonder", "Verantwoording", (Opener(None, "Verantwoording", "Wat spraken we af?"),)),
        Sectie("opener-12", "opener", "opener-12", "Twaalf", (Opener(12, "Twaalf", ""),), 5),
        Sectie("colofon-lang", "colofon", "colofon", "Colofon", tuple(Colofondeel(f"Foto’s deel {i}", "<p>" + "Havelte, de zaal: Jan de Vries. " * 8 + "</p>") for i in range(12))),
        Sectie("colofon-vol", "colofon", "colofon", "Colofon", secties()[-1].onderdelen * 4),
    )  # fmt: skip


def moeilijk() -> dict[str, Rapport]:
    """Reports that are hard to lay out well."""
    voor = secties()[:1]
    opener = next(sectie for sectie in secties() if sectie.sleutel == "leert")
    return {
        "teksten": voorbeeld((*voor, opener, *moeilijke_teksten())),
        "cijfers": voorbeeld((*voor, opener, *moeilijke_cijfers())),
        "voorkant": voorbeeld((*voor, *moeilijke_voorkant())),
    }


def klein_rapport(merk: str = "") -> Rapport:
    """The least with a cover, contents, a numbered chapter of two secties and one without number; `merk` in its texts."""
    leren = {"hoofdstuk": "leren", "lijn": 3}
    secties = (
        Sectie("omslag", "omslag", "omslag", "Omslag", (Omslag("Jaarbericht 2026", f"Klein {merk}"),)),
        Sectie("inhoud", "inhoud", "inhoud", "Inhoud", (Inhoud("", (Inhoudsregel("leren", f"Leren{merk}", 2, 3),)),)),
        Sectie("leren", "opener", titel="Leren", onderdelen=(Opener(2, f"Leren{merk}", "<p>Wij leren.</p>"),), **leren),
        Sectie("leren-tekst", "loop", titel="Leren", onderdelen=(Tekst(f"<p>Iedereen leest {merk}.</p>"),), **leren),
        Sectie("kaart", "colofon", "kaart", "De kaart", (Colofondeel("Hier", f'<p>Zie <a href="#leren">{merk}</a></p>'),)),
    )
    return Rapport(
        jaar=2026,
        gemeente_code="GM0000",
        gemeente=f"Klein{merk}",
        titel="Jaarbericht 2026",
        organisatie="Bibliotheken Klein",
        onderschrift="",
        uitgave="Concept",
        datum="",
        lijnen=LIJNEN,
        secties=secties,
        cijfers=(),
    )
