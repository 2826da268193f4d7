"""The table of small faults: what each looks for, and what stands in its place.

Each function gets the lines of a file without strings and comments, and yields (line number from 0, start, end, form).
A form is what is written in place of the expression: {id} is the fault's number, {it} the expression as it was.
"""

import re
from conditions import conditions
from swift_text import closing, is_balanced, is_outside

EITHER = "(Mutant.isActive({{id}}) ? ({after}) : ({{it}}))"
SWAPPED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "&&": "||", "||": "&&"}


def escaped(text):
    """`text` as a part of a form."""
    return text.replace("{", "{{").replace("}", "}}")


def exchanged(pattern):
    def find(lines, raw):
        for number, left, right in conditions(lines):
            for found in re.finditer(pattern, lines[number][left:right]):
                at = left + found.start(1)
                mutated = raw[number][left:at] + SWAPPED[found.group(1)] + raw[number][at + len(found.group(1)):right]
                if is_outside(lines[number], left, at):
                    yield number, left, right, EITHER.format(after=escaped(mutated))
    return find


def negation(lines, raw):
    for number, left, right in conditions(lines):
        if lines[number][left:right] not in ("true", "false"):
            yield number, left, right, "(Mutant.isActive({id}) != ({it}))"


def ternary(lines, raw):
    for number, code in enumerate(lines):
        found = re.search(r"(?:return |(?<![=!<>])= |^\s+)([^?=,{}:]+|[^?=,{}:]+ [=!]= [^?=,{}:]+) \? [^:]+ : ", code)
        if not found or re.match(r"\s*(return|let|var|case|static|try)\b", found.group(1)):
            continue
        left, right = found.span(1)
        left += len(code[left:right]) - len(code[left:right].lstrip())
        if is_balanced(code[left:right]) and not re.search(r"\b(try|await|let|var)\b|\?$", code[left:right]):
            yield number, left, right, "(Mutant.isActive({id}) != ({it}))"


def number(lines, raw):
    for at, code in enumerate(lines):
        if re.match(r"\s*(case|import|@|#)", code) or "..." in code or "..<" in code:
            continue
        for found in re.finditer(r"(?<![\w.\"$])(\d[\d_]*)(?![\w.\"])", code):
            before = code[:found.start()]
            if not re.search(r"(= |[<>=+*/(-] ?|\bmin\(|\bmax\(|: |return )$", before) or re.search(r"enum|\[$", before):
                continue
            value = int(found.group(1).replace("_", ""))
            for other in (value + 1, value - 1):
                if other >= 0:
                    yield at, found.start(), found.end(), "(Mutant.isActive({id}) ? %d : {it})" % other


def statement(lines, raw):
    call = re.compile(r"^(\s{8,})((?:_ = )?(?:try )?(?:await )?[a-z]\w*(?:[?.]\w+)*\(.*\)|[a-z]\w*(?:\.\w+)* [+|-]= .+)$")
    for number, code in enumerate(lines):
        code = code.rstrip()
        found = call.match(code)
        if not found or not is_balanced(code) or re.search(r"(super|self)\.init|^\s*(return|throw|guard|if|for)\b|fatal", code):
            continue
        before, after = (lines[number - 1].rstrip(), (lines + [""])[number + 1].strip())
        # The only one in a block may be its result.
        if re.search(r"(\{|:|\bin|=|\(|,|\?|&&|\|\|)$", before) and after.startswith(("}", "case", "default")):
            continue
        if re.search(r"(=|\(|,|\?|:|&&|\|\|)$", before) or after.startswith((".", "?", ":", "&&", "||", "+", "as ")):
            continue
        start = found.end(1)
        yield number, start, len(code), "if !Mutant.isActive({id}) {{ {it} }}"


def extreme(lines, raw):
    for number, code in enumerate(lines):
        for found in re.finditer(r"(?<![\w.])(min|max)\(", code):
            end = closing(code, found.end() - 1)
            if end:
                rest = raw[number][found.end():end + 1]
                other = "max" if found.group(1) == "min" else "min"
                yield number, found.start(), end + 1, EITHER.format(after=escaped("%s(%s" % (other, rest)))


def end_of_list(lines, raw):
    for number, code in enumerate(lines):
        if "let " in code and "= " not in code:
            continue
        for found in re.finditer(r"(?<![\w.?!)\]$])((?:[a-z$]\w*)(?:\.\w+)*)\.(first|last)\b(?!\s*[({=:])(?!Index)", code):
            other = "last" if found.group(2) == "first" else "first"
            yield number, found.start(), found.end(), EITHER.format(after=escaped("%s.%s" % (found.group(1), other)))


def predicate(lines, raw):
    for number, code in enumerate(lines):
        for found in re.finditer(r"\.(filter|contains|allSatisfy|first|drop|prefix) \{ ", code):
            end = closing(code, found.end() - 2)
            if end is None or not code[end - 1] == " ":
                continue
            left, right = found.end(), end - 1
            if re.search(r"[{};]|\b(in|try|await|let|if|guard|switch)\b", code[left:right]) or "$0" not in code[left:right]:
                continue
            yield number, left, right, "Mutant.isActive({id}) || ({it})"
        for found in re.finditer(r"\.filter\((\\\.[\w.]+)\)", code):
            key = found.group(1)
            yield number, found.start(), found.end(), ".filter {{ Mutant.isActive({id}) || $0[keyPath: %s] }}" % key


def loop_condition(lines, raw):
    for number, code in enumerate(lines):
        found = re.match(r"^\s*for .+ in .+ where (?P<it>[^{}]+) \{", code)
        if found and is_balanced(found.group("it")) and not re.search(r"\b(let|case|try|await)\b", found.group("it")):
            yield number, found.start("it"), found.end("it"), "(Mutant.isActive({id}) || ({it}))"


TABLE = {
    "boundary": exchanged(r" (<=?|>=?) "),
    "equality": exchanged(r" ([=!]=) "),
    "and/or": exchanged(r" (&&|\|\|) "),
    "negation": negation,
    "ternary": ternary,
    "number": number,
    "statement": statement,
    "min/max": extreme,
    "first/last": end_of_list,
    "predicate": predicate,
    "loop condition": loop_condition,
}
