"""The one error that business rules raise."""


class RegelFout(Exception):
    """A rule refuses: the text (Dutch, shown to the user) says what, where and how to mend it.

    `veld` names the form field it belongs to, when there is one; `code` is stable for programs (API, tests).
    """

    def __init__(self, tekst: str, *, code: str = "regel", veld: str = ""):
        super().__init__(tekst)
        self.tekst = tekst
        self.code = code
        self.veld = veld
