"""Finds mutation sites in a Swift file and writes the file with each mutant behind a switch.

The files are formatted by swift-format, which is what lets a few patterns and the matching of
brackets stand for a parser.
"""

import re

WORDS = r"[A-Za-z_]\w*"


class Mutant:
    """One change: the characters from `start` to `end` become `new`.

    `text` is the line and `change` says what is done to it; the second of equal changes to equal
    lines ends in `(2)`, so that the two together name one mutant of a file.
    """

    def __init__(self, number, start, end, new, line, text, change):
        (self.number, self.start, self.end, self.new) = (number, start, end, new)
        (self.line, self.text, self.change) = (line, text, change)


class Unit:
    """What is copied for each mutant in it: the body of a function or one case of a switch."""

    def __init__(self, start, end, header=None, returns=False, isVoid=False):
        (self.start, self.end, self.header) = (start, end, header)
        (self.returns, self.isVoid) = (returns, isVoid)
        self.mutants = []
        self.children = []


class Source:
    def __init__(self, path, text, first):
        (self.path, self.text) = (path, text)
        self.code = blanked(text)
        self.units = self._units()
        self.mutants = []
        seen = {}
        for (start, end, new, change) in sorted(set(sites(self.code, text))):
            unit = self._innermost(start, end)
            if unit is None:
                continue
            line = text.count("\n", 0, start) + 1
            source_line = text.splitlines()[line - 1].strip()
            count = seen[source_line, change] = seen.get((source_line, change), 0) + 1
            mutant = Mutant(
                first + len(self.mutants), start, end, new, line, source_line,
                change if count == 1 else f"{change} ({count})")
            self.mutants.append(mutant)
            unit.mutants.append(mutant)
        self.all = list(self.mutants)

    def drop(self, numbers):
        """Takes mutants out; gives those that were here."""
        gone = [m for m in self.mutants if m.number in numbers]
        self.mutants = [m for m in self.mutants if m.number not in numbers]
        for unit in self.units:
            unit.mutants = [m for m in unit.mutants if m.number not in numbers]
        return gone

    def mutants_on_line(self, line):
        """The mutants whose copy of a rule holds this line of the guarded text."""
        return [number for (number, first, last) in self.lines if first <= line <= last]

    def guarded(self):
        roots = [u for u in self.units if not any(self._inside(u, v) for v in self.units)]
        marked = self._expand(0, len(self.text), roots)
        if self.path.startswith("Sources/Tensor") and not re.search(r"import LaminaGraph", marked):
            marked = "import LaminaGraph\n" + marked
        # The markers give way to line numbers.
        (self.lines, open_marks, kept) = ([], {}, [])
        for (index, line) in enumerate(marked.split("\n")):
            for (kind, number) in re.findall(r"/\*(begin|end) (\d+)\*/", line):
                if kind == "begin":
                    open_marks[number] = index + 1
                else:
                    self.lines.append((int(number), open_marks[number], index + 1))
            kept.append(line)
        return "\n".join(kept)

    def _expand(self, start, end, units):
        (out, at) = ([], start)
        for unit in sorted(units, key=lambda u: u.start):
            out.append(self.text[at : unit.start])
            out.append(self._expand_unit(unit))
            at = unit.end
        return "".join(out) + self.text[at:end]

    def _expand_unit(self, unit):
        children = [u for u in self.units if self._inside(u, unit)]
        children = [u for u in children if not any(self._inside(u, v) for v in children)]
        inner = self._expand(unit.start, unit.end, children)
        if not unit.mutants:
            return inner
        copies = []
        for mutant in unit.mutants:
            raw = (
                self.text[unit.start : mutant.start] + mutant.new
                + self.text[mutant.end : unit.end])
            (begin, end) = (f"/*begin {mutant.number}*/", f"/*end {mutant.number}*/")
            if unit.header is not None:
                body = raw[unit.header[1] - unit.start :]
                copies.append(
                    f"{begin}{guarded_case(unit.header[0], mutant.number)}{body.rstrip()}{end}\n")
            else:
                prefix = "return " if unit.returns else ""
                suffix = "\nreturn" if unit.isVoid else ""
                copies.append(
                    f"\nif mutant({mutant.number}) {{{begin}\n{prefix}{raw.strip()}{suffix}\n{end}}}")
        if unit.header is not None:
            return "".join(copies) + inner
        prefix = "\nreturn " if unit.returns else "\n"
        return "".join(copies) + prefix + inner.strip() + "\n"

    @staticmethod
    def _inside(a, b):
        return a is not b and b.start <= a.start and a.end <= b.end

    def _innermost(self, start, end):
        found = [
            u for u in self.units
            if u.start <= start and end <= u.end and (u.header is None or u.header[1] <= start)]
        return min(found, key=lambda u: u.end - u.start, default=None)

    def _units(self):
        units = []
        for match in re.finditer(r"\b(func|var|subscript|init)\b", self.code):
            brace = self._body_brace(match)
            if brace is None:
                continue
            end = matching(self.code, brace)
            header = self.code[match.start() : brace]
            isVoid = match.group(1) == "func" and "->" not in header or match.group(1) == "init"
            body = self.code[brace + 1 : end]
            units.append(Unit(brace + 1, end, returns=is_expression(body), isVoid=isVoid))
        functions = list(units)
        for match in re.finditer(r"^( *)case ", self.code, re.M):
            if any(f.start <= match.start() < f.end for f in functions):
                unit = self._case(match)
                if unit:
                    units.append(unit)
        return units

    def _body_brace(self, match):
        """The brace that opens the body, on the way past parameters and a result."""
        (at, depth) = (match.end(), 0)
        while at < len(self.code):
            c = self.code[at]
            if c in "([":
                depth += 1
            elif c in ")]":
                depth -= 1
                if depth < 0:
                    return None
            elif c == "{" and depth == 0:
                header = self.code[match.start() : at]
                # `var x: T { … }` computes; `var x = …{` only sets.
                return None if match.group(1) == "var" and "=" in header else at
            elif c == "}" and depth == 0:
                return None
            elif c == "\n" and depth == 0 and match.group(1) == "var":
                return None
            at += 1
        return None

    def _case(self, match):
        (at, depth) = (match.end(), 0)
        while at < len(self.code) and not (self.code[at] == ":" and depth == 0):
            depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(self.code[at], 0)
            if depth < 0 or self.code[at] == "\n" and self.code[at - 1] not in ",(&|":
                return None
            at += 1
        indent = len(match.group(1))
        ending = re.compile(r"^ {0,%d}\S" % indent, re.M).search(self.code, at + 1)
        end = ending.start() if ending else len(self.code)
        header = self.text[match.start() : at + 1]
        return Unit(match.start(), end, header=(header, at + 1))


def guarded_case(header, number):
    """`case .a, .b(let x) where p:` with the switch in front of each condition."""
    (patterns, depth, part) = ([], 0, "")
    for c in header.strip()[len("case ") : -1]:
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(c, 0)
        if c == "," and depth == 0:
            patterns.append(part)
            part = ""
        else:
            part += c
    patterns.append(part)
    guards = []
    for pattern in patterns:
        (head, where, condition) = pattern.strip().partition(" where ")
        more = f" && ({condition})" if where else ""
        guards.append(f"{head} where mutant({number}){more}")
    return "case " + ", ".join(guards) + ":"


def is_expression(body):
    """Whether a body is one expression, whose `return` is left out."""
    first = re.match(r"\s*(\w+)?", body).group(1)
    if first in ("switch", "if"):
        return not re.search(r"\breturn\b", body) and not re.search(r"\n    +\}\n\s+\S", body.rstrip() + "\n") \
            and first == "switch"
    words = ("let", "var", "guard", "for", "while", "func", "return", "defer", "precondition", "throw", "do")
    return first not in words and not re.search(r"\breturn\b", outermost(body)) and body.strip() != ""


def outermost(body):
    """Without what stands between braces: a closure's `return` is not the function's."""
    (out, depth) = ([], 0)
    for c in body:
        depth -= c == "}"
        if depth == 0:
            out.append(c)
        depth += c == "{"
    return "".join(out)


def matching(code, brace):
    depth = 0
    for at in range(brace, len(code)):
        depth += {"{": 1, "}": -1}.get(code[at], 0)
        if depth == 0:
            return at
    return len(code)


def blanked(text):
    """The text with comments and the contents of strings as blanks."""
    out = list(text)
    pattern = r'"""(?:.|\n)*?"""|"(?:\\\((?:[^()]|\([^()]*\))*\)|\\.|[^"\\\n])*"|//[^\n]*|/\*(?:.|\n)*?\*/'
    for match in re.finditer(pattern, text):
        for at in range(match.start(), match.end()):
            if out[at] != "\n":
                out[at] = " "
    return "".join(out)


OPERATORS = {
    "+": "-", "-": "+", "*": "/", "/": "*", "==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=",
    ">=": ">", "&&": "||", "||": "&&", ".<": ".<=", ".>": ".>=", ".<=": ".<", ".>=": ".>",
    "..<": "...", "+=": "-=", "-=": "+=",
}


def sites(code, text):
    """(start, end, new text, description) of every change that is tried."""
    for match in re.finditer(r"(?<=\s)([-+*/=<>!&|.]+)(?=\s)", code):
        old = match.group(1)
        if old in OPERATORS:
            yield match.start(1), match.end(1), OPERATORS[old], f"{old} becomes {OPERATORS[old]}"
    for match in re.finditer(r"(?<=[\w)\]])\.\.<(?=[\w(\-])", code):
        yield match.start(), match.end(), "...", "..< becomes ..."
    # A sign before an operand.
    for match in re.finditer(r"(?<=[\s(\[:,])-(?=[\w(.])", code):
        yield match.start(), match.end(), "", f"- dropped before {word(code, match.end())}"
    for match in re.finditer(r"(?<=[\s(\[:,])!(?=[\w(])", code):
        yield match.start(), match.end(), "", f"! dropped before {word(code, match.end())}"
    # A whole term or factor that is one name or number.
    for match in re.finditer(rf" ([-+*/]) ({WORDS}|[\d.]+)(?=[\s),\]])(?! *[?{{])", code):
        yield match.start(), match.end(), "", f"'{match.group(0).strip()}' dropped"
    for match in re.finditer(r"\b(true|false)\b", code):
        other = "false" if match.group(1) == "true" else "true"
        yield match.start(), match.end(), other, f"{match.group(1)} becomes {other}"
    # Indices, axes and counts by one.
    for match in re.finditer(r"(?<![\w.$])(\d+)(?![\w.]|\.\d)", code):
        new = {"0": "1", "1": "0"}.get(match.group(1), str(int(match.group(1)) + 1))
        if code[match.end() : match.end() + 3] == "..<" and new != "1":
            continue
        yield match.start(), match.end(), new, f"{match.group(1)} becomes {new}"
    for match in re.finditer(r"\b(low|high|left|right|starts|limits|top|bottom|first|last)\b(?!:)(?!\w*\()", code):
        pairs = {"low": "high", "left": "right", "starts": "limits", "top": "bottom", "first": "last"}
        pairs.update({b: a for a, b in pairs.items()})
        new = pairs[match.group(1)]
        if re.search(rf"\b{new}\b", code):
            yield match.start(), match.end(), new, f"{match.group(1)} becomes {new}"
    # Two arguments without labels, changed about, unless the function does not mind.
    for match in re.finditer(rf"[\w)]\(", code):
        if re.search(r"\b(min|max|hypot)\($", code[: match.end()]):
            continue
        if re.search(r"\b(func|init|case)\b[^\n]*$", code[: match.start() + 1].rsplit("\n", 1)[-1]):
            continue
        parts = arguments(code, match.end())
        for (one, two) in zip(parts, parts[1:]):
            (a, b) = (text[one[0] : one[1]], text[two[0] : two[1]])
            if a != b and not re.match(rf"\s*{WORDS}:", a) and not re.match(rf"\s*{WORDS}:", b):
                lead = len(b) - len(b.lstrip())
                new = b.strip() + text[one[1] : two[0] + lead] + a.strip()
                if "\n" not in a and "\n" not in b and "{" not in a + b:
                    yield one[0] + len(a) - len(a.lstrip()), two[1], new, f"{a.strip()} and {b.strip()} swapped"


def word(code, at):
    return re.match(rf"[\w.(]*", code[at:]).group(0)[:20]


def arguments(code, at):
    """The bounds of the arguments of a call whose bracket opened just before `at`."""
    (depth, start, parts) = (0, at, [])
    while at < len(code):
        c = code[at]
        if c in "([{":
            depth += 1
        elif c in ")]}":
            if depth == 0:
                parts.append((start, at))
                return parts
            depth -= 1
        elif c == "," and depth == 0:
            parts.append((start, at))
            start = at + 1
        at += 1
    return []
