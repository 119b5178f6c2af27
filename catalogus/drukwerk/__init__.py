"""Designed documents: HTML per sectie laid out and composed to one PDF that is both PDF/A-3a and PDF/UA-1."""

from .opmaken import ZONDER_SCHREEF, Bijlage, Gegevens, Pagina, PdfFout, Stijlbladen, aantal_paginas, deel, maak

__all__ = ["ZONDER_SCHREEF", "Bijlage", "Gegevens", "Pagina", "PdfFout", "Stijlbladen", "aantal_paginas", "deel", "maak"]
