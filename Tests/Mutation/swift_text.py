"""Just enough of Swift's syntax to find whole expressions on one line."""

OPENING = "([{"
CLOSING = ")]}"


def masked(text):
    """The lines of `text` with what strings and comments hold replaced by blanks, column for column."""
    lines = []
    in_block, in_long_string = 0, False
    for line in text.split("\n"):
        result, index, in_string = [], 0, False
        if '#"' in line and not in_long_string:
            lines.append(" " * len(line))
            continue
        while index < len(line):
            two, three, character = line[index:index + 2], line[index:index + 3], line[index]
            if in_long_string:
                in_long_string = three != '"""'
                width = 1 if in_long_string else 3
                result.append(" " * width)
            elif in_block:
                in_block += (two == "/*") - (two == "*/")
                width = 2 if two in ("/*", "*/") else 1
                result.append(" " * width)
            elif in_string:
                width = 2 if character == "\\" and two != "\\(" else 1
                in_string = character != '"'
                result.append('"' if not in_string else "s" * width)
            elif three == '"""':
                in_long_string, width = True, 3
                result.append("   ")
            elif two == "//":
                result.append(" " * (len(line) - index))
                break
            elif two == "/*":
                in_block, width = 1, 2
                result.append("  ")
            else:
                width = 1
                in_string = character == '"'
                result.append(character)
            index += width
        lines.append("".join(result)[:len(line)])
    return lines


def is_balanced(code):
    """Whether every bracket of `code` is opened and closed within it."""
    depth = []
    for character in code:
        if character in OPENING:
            depth.append(CLOSING[OPENING.index(character)])
        elif character in CLOSING and (not depth or depth.pop() != character):
            return False
    return not depth


def closing(code, start):
    """Where the bracket at `start` is closed, or None."""
    depth = 0
    for index in range(start, len(code)):
        depth += (code[index] in OPENING) - (code[index] in CLOSING)
        if depth == 0:
            return index
    return None


def split(code, start, end, separator=","):
    """The spans between the separators of `code[start:end]` that no bracket encloses, without blanks around them."""
    spans, depth, first = [], 0, start
    for index in range(start, end + 1):
        character = code[index] if index < end else separator
        depth += (character in OPENING) - (character in CLOSING)
        if index == end or (character == separator and depth == 0):
            left, right = first, index
            while left < right and code[left] == " ":
                left += 1
            while right > left and code[right - 1] == " ":
                right -= 1
            spans.append((left, right))
            first = index + 1
    return spans


def is_outside(code, start, index):
    """Whether no bracket that is opened after `start` is open at `index`."""
    part = code[start:index]
    return sum(part.count(one) for one in OPENING) == sum(part.count(one) for one in CLOSING)
