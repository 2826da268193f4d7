"""Where a file has whole conditions that can be exchanged: of guard, if, while, where, and one-line results."""

import re
from swift_text import is_balanced, split

# What makes an expression more than a plain one of type Bool.
REFUSED = re.compile(r"\b(let|var|case|try|await|in|as|is|some|any)\b|#|\\|=[^=]?$|(?<![=!<>])=(?!=)|\?\?|[{}]|->|;")
STARTS = re.compile(r"^\s*(?:\} else )?(guard|if|while) ")
RESULTS = (
    re.compile(r"(?:-> Bool|: Bool) \{ (?P<it>[^{}]+) \}$"),
    re.compile(r"^\s*return (?P<it>.+)$"),
)
LOGICAL = re.compile(r" (==|!=|<|<=|>|>=|&&|\|\|) |\.(contains|allSatisfy|hasPrefix|hasSuffix)\(|^!")


def is_plain(code):
    """Whether `code` stands for itself as a value of type Bool."""
    return bool(code) and is_balanced(code) and not REFUSED.search(code) and not code.endswith(("&&", "||", "?", ":")) \
        and not code.startswith(("&&", "||", "?", ":", "."))


def conditions(lines):
    """Yields (line number from 0, start, end) of each."""
    in_conditions = False
    for number, code in enumerate(lines):
        start, end = 0, len(code.rstrip())
        opens = STARTS.match(code)
        if opens:
            start, in_conditions = opens.end(), True
        if in_conditions:
            stop = re.search(r"(?:(?:^| )else)? \{(?: .*)?$|^\s*else \{", code[start:])
            if stop:
                end, in_conditions = start + stop.start(), False
            for left, right in split(code, start, max(start, end)):
                if is_plain(code[left:right]):
                    yield number, left, right
            continue
        for pattern in RESULTS:
            found = pattern.search(code)
            if found and is_plain(found.group("it")) and LOGICAL.search(found.group("it")):
                yield number, found.start("it"), found.end("it")
