/// How many columns of a terminal a text fills.
///
/// Ideographs, Hangul and emoji fill two, combining marks and joiners none. Terminals disagree
/// about emoji that are joined; the count is for those that show them joined.
package enum DisplayWidth {
    /// Columns of `text`, which must not hold control characters, see ``printable(_:)``.
    package static func of(_ text: String) -> Int {
        text.reduce(0) { $0 + of($1) }
    }

    /// Columns of one character: 0, 1 or 2.
    package static func of(_ character: Character) -> Int {
        if character.isASCII { return 1 }
        var width = 0
        for scalar in character.unicodeScalars {
            // The variation selector asks for the emoji form of a character that also has a text
            // form.
            width = max(width, scalar.value == 0xFE0F ? 2 : of(scalar))
        }
        return width
    }

    /// `text` with `?` for every character that would move the cursor, change colours or reverse
    /// the order of writing: names of files and runs may hold anything.
    package static func printable(_ text: String) -> String {
        let isHarmless = text.unicodeScalars.allSatisfy { !isControl($0) }
        if isHarmless { return text }
        return String(
            String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? "?" : $0 }))
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        // East Asian Width W and F (Unicode Annex 11), in ranges that round up unassigned gaps.
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
            0x20000...0x3FFFD:
            return 2
        default:
            return scalar.properties.isEmojiPresentation ? 2 : 1
        }
    }
}
