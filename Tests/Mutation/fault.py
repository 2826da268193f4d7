"""A small fault: where it is, what it changes, and what the tests said to it."""

import hashlib
from dataclasses import dataclass


@dataclass
class Fault:
    room: str
    file: str
    line: int  # from 1
    operator: str
    start: int
    end: int
    before: str
    form: str
    identity: int = 0
    verdict: str = ""
    is_late: bool = False  # the room's own tests let it pass, and the program's did not
    why: str = ""
    code: str = ""  # the whole line as it was

    @property
    def planted(self):
        """What is compiled in place of `before`."""
        return self.form.format(id=self.identity, it=self.before)

    @property
    def after(self):
        """The fault alone, for people."""
        if self.operator == "statement":
            return "(removed)"
        text = self.form.format(id=0, it=self.before)
        for prefix, suffix in (("(Mutant.isActive(0) ? (", ") : (%s))" % self.before), ("(Mutant.isActive(0) ? ", " : ")):
            if text.startswith(prefix) and suffix in text:
                return text[len(prefix):text.rindex(suffix)]
        if text.startswith("(Mutant.isActive(0) != "):
            return "!(%s)" % self.before
        return "true"

    @property
    def key(self):
        """Names it for as long as the expression stands in its file, whatever is written around it."""
        return "%s | %s | %s | %s" % (self.file, self.operator, self.before.strip(), self.after)

    def rank(self, seed):
        """A number that the seed and the fault's own text decide, so that an edit elsewhere moves no choice."""
        return hashlib.sha256(("%d %s" % (seed, self.key)).encode()).hexdigest()
