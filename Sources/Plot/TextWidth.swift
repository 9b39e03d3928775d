/// The width of `text` in SVG units, estimated, since the reader's font is not known here.
///
/// The classes are a little wider than Arial's and Roboto's advances and about DejaVu Sans's, so a
/// text seldom needs more room than it is given.
func textWidth(_ text: String, size: Double, bold: Bool = false) -> Double {
    let ems = text.reduce(0.0) { $0 + advance($1) }
    return ems * size * (bold ? 1.15 : 1)
}

/// The advance of a character in ems.
private func advance(_ character: Character) -> Double {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar {
    case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!", "(", ")", "[", "]", " ", "/", "f",
        "t", "r":
        return 0.38
    case "m", "w", "M", "W", "@", "%", "…", "—": return 0.95
    case "−", "+", "=", "<", ">", "→", "↑", "↓", "×": return 0.84
    case "A"..."Z": return 0.69
    case _ where scalar.value < 0x1100: return 0.62
    default: return 1.02  // ideographs, Hangul, emoji: a full square
    }
}

/// `text` whole if it fits in `room` units, else its longest beginning with an ellipsis.
func fitted(_ text: String, in room: Double, size: Double, bold: Bool = false) -> String {
    // Hostile labels may hold megabytes: look at no more than could ever be seen.
    let head = shortened(text, to: 300)
    if textWidth(head, size: size, bold: bold) <= room { return head }
    let left = room - textWidth("…", size: size, bold: bold)
    var (kept, used) = ("", 0.0)
    for character in head {
        used += textWidth(String(character), size: size, bold: bold)
        if used > left { break }
        kept.append(character)
    }
    return kept + "…"
}

/// At most `limit` scalars of `text`, the last an ellipsis if any was cut. Scalars, not characters:
/// a single character may carry any number of combining marks.
func shortened(_ text: String, to limit: Int) -> String {
    let scalars = text.unicodeScalars
    guard scalars.index(scalars.startIndex, offsetBy: limit + 1, limitedBy: scalars.endIndex) != nil
    else { return text }
    return String(String.UnicodeScalarView(scalars.prefix(limit - 1))) + "…"
}
