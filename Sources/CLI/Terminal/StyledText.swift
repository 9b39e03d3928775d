/// A colour or weight of text on a terminal.
package enum TextStyle: Int, Sendable {
    // The numbers are those of ECMA-48's "select graphic rendition".
    case bold = 1
    case dim = 2
    case red = 31
    case green = 32
    case yellow = 33
    case cyan = 36
}

/// One line of text whose parts may have styles, and whose width is known.
package struct StyledText: Sendable, ExpressibleByStringLiteral {
    private var parts: [(text: String, style: TextStyle?)]

    /// Text in one style; control characters become `?`.
    package init(_ text: String, _ style: TextStyle? = nil) {
        parts = [(DisplayWidth.printable(text), style)]
    }

    package init(stringLiteral text: String) { self.init(text) }

    package static func + (a: StyledText, b: StyledText) -> StyledText {
        var sum = a
        sum.parts += b.parts
        return sum
    }

    /// `texts` one after the other with `separator` between them.
    package static func joined(_ texts: [StyledText], separator: StyledText) -> StyledText {
        guard let first = texts.first else { return "" }
        return texts.dropFirst().reduce(first) { $0 + separator + $1 }
    }

    /// Columns on a terminal.
    package var width: Int { parts.reduce(0) { $0 + DisplayWidth.of($1.text) } }

    /// The text as it is, or its beginning with `…` at the end if it is wider than `width` columns.
    package func cut(to width: Int) -> StyledText {
        guard self.width > width else { return self }
        var result = StyledText("")
        var room = width - 1
        for (text, style) in parts {
            var kept = ""
            for character in text {
                room -= DisplayWidth.of(character)
                if room < 0 { return width > 0 ? result + StyledText(kept + "…", style) : "" }
                kept.append(character)
            }
            result = result + StyledText(kept, style)
        }
        return result
    }

    /// The text with the terminal's codes for its styles, or without.
    package func rendered(color: Bool) -> String {
        parts.reduce(into: "") { line, part in
            if color, let style = part.style, !part.text.isEmpty {
                line += "\u{1B}[\(style.rawValue)m\(part.text)\u{1B}[0m"
            } else {
                line += part.text
            }
        }
    }
}
