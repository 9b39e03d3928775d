extension BLEU {
    /// How a line becomes tokens.
    public enum Tokenization: Sendable, Hashable {
        /// The rules of NIST's `mteval-v13a`, which scores in papers are comparable by.
        case mteval13a
        /// White space alone, for lines that are tokenised already.
        case whitespace

        /// The tokens of a line.
        package func tokens(_ line: String) -> [String] {
            switch self {
            case .whitespace: line.words
            case .mteval13a: mteval13aTokens(line)
            }
        }
    }
}

/// The four rewritings of `mteval-v13a.pl`, in its order. Each goes once over the text from the left
/// and takes up after the characters it has matched, as a regular expression's replacement does.
private func mteval13aTokens(_ line: String) -> [String] {
    var text = line.trailingWhitespaceTrimmed
    for (old, new) in [
        ("<skipped>", ""), ("-\n", ""), ("\n", " "), ("&quot;", "\""), ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
    ] {
        text = text.replacing(old, with: new)
    }
    var scalars = Array((" " + text + " ").unicodeScalars)
    scalars = scalars.flatMap { isSymbol($0) ? [" ", $0, " "] : [$0] }
    // A point or comma stands apart unless digits are on both sides.
    scalars = rewritten(scalars) { first, second in
        !isDigit(first) && isPoint(second) ? [first, " ", second, " "] : nil
    }
    scalars = rewritten(scalars) { first, second in
        isPoint(first) && !isDigit(second) ? [" ", first, " ", second] : nil
    }
    scalars = rewritten(scalars) { first, second in
        isDigit(first) && second == "-" ? [first, " ", second, " "] : nil
    }
    return scalars.split { $0.properties.isWhitespace }.map { run in
        String(String.UnicodeScalarView(run))
    }
}

/// Replaces pairs of neighbours from the left where `rule` gives something for them.
private func rewritten(
    _ scalars: [Unicode.Scalar], rule: (Unicode.Scalar, Unicode.Scalar) -> [Unicode.Scalar]?
) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var index = 0
    while index < scalars.count {
        if index + 1 < scalars.count, let pair = rule(scalars[index], scalars[index + 1]) {
            result += pair
            index += 2
        } else {
            result.append(scalars[index])
            index += 1
        }
    }
    return result
}

/// `[\{-\~\[-\` -\&\(-\+\:-\@\/]`: ASCII punctuation without apostrophe, comma, hyphen and point.
private func isSymbol(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "{"..."~", "["..."`", " "..."&", "("..."+", ":"..."@", "/": true
    default: false
    }
}

private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

private func isPoint(_ scalar: Unicode.Scalar) -> Bool { scalar == "." || scalar == "," }

extension String {
    fileprivate var trailingWhitespaceTrimmed: String {
        var scalars = unicodeScalars
        while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
        return String(scalars)
    }
}
