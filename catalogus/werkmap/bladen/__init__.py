"""The sheets of the catalogue, in the order in which they are read: what others refer to comes first."""

from .activiteiten import ACTIVITEITEN
from .afnames import AFNAMES
from .cijfers import INDICATOREN, METINGEN
from .kosten import DEKKINGEN, KOSTENREGELS, STAFFELS, TARIEVEN
from .locaties import INWONERTALLEN, LOCATIEFUNCTIES, LOCATIES, LOCATIESTANDEN
from .uitvoeringen import UITVOERINGEN

BLADEN = (
    ACTIVITEITEN,
    TARIEVEN,
    KOSTENREGELS,
    STAFFELS,
    DEKKINGEN,
    LOCATIES,
    LOCATIESTANDEN,
    LOCATIEFUNCTIES,
    INWONERTALLEN,
    INDICATOREN,
    METINGEN,
    UITVOERINGEN,
    AFNAMES,
)
