"""All business rules of the domain: plain keyword-only functions, atomic where they write, raising RegelFout."""
