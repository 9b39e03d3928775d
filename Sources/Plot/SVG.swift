/// What may stand as an attribute's value; each kind has one way to be written.
protocol SVGValue {
    var svgText: String { get }
}

extension String: SVGValue {
    var svgText: String { escapedForXML(self) }
}

extension Double: SVGValue {
    var svgText: String { coordinate(self) }
}

extension Int: SVGValue {
    var svgText: String { String(self) }
}

/// Text as XML content or attribute value: the five markup characters escaped, line breaks as
/// spaces, and what XML 1.0 forbids even when escaped (§2.2: most control characters, U+FFFE and
/// U+FFFF) as U+FFFD. Labels come from files, so no label may end an element or start one.
package func escapedForXML(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "'": result += "&#39;"
        case "\t", "\n", "\r": result += " "
        case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}

/// Builds markup from elements that are closed by construction, with every value escaped.
struct SVG {
    typealias Attributes = KeyValuePairs<String, any SVGValue>

    private(set) var markup = ""

    /// A whole picture: `body` draws on a paper of `width` by `height` units.
    ///
    /// It has a `viewBox` and no width, so it fills its container up to a quarter more than its
    /// nominal size, where text is still no larger than a page's own. No element has an `id`: many
    /// charts share one HTML page.
    static func document(
        title: String, summary: String, width: Double, height: Double, body: (inout SVG) -> Void
    ) -> String {
        let parts = [title, summary].filter { !$0.isEmpty }
        let name = shortened(parts.joined(separator: ". "), to: 500)
        let limit = coordinate(width * 1.25)
        var svg = SVG()
        svg.group(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "class": "lamina-plot",
                "viewBox": "0 0 \(coordinate(width)) \(coordinate(height))",
                "role": "img", "aria-label": name, "font-family": "sans-serif", "font-size": 12,
                "fill": Theme.light.ink,
                "style": "display:block;width:100%;max-width:\(limit)px;height:auto",
            ]
        ) { svg in
            svg.element("title", [:], content: shortened(title.isEmpty ? summary : title, to: 200))
            svg.style()
            svg.element(
                "rect",
                [
                    "class": "lp-paper", "width": width, "height": height,
                    "fill": Theme.light.paper,
                ])
            body(&svg)
        }
        return svg.markup
    }

    /// The style sheet: our own text, with no character that XML or HTML would read as markup.
    mutating func style() {
        markup += "<style>\(Theme.css)</style>\n"
    }

    /// An element around what `body` draws.
    mutating func group(
        _ name: String = "g", _ attributes: Attributes, body: (inout SVG) -> Void
    ) {
        open(name, attributes)
        markup += ">\n"
        body(&self)
        markup += "</\(name)>\n"
    }

    /// An element with text or with a tooltip, or with neither.
    mutating func element(
        _ name: String, _ attributes: Attributes, content: String? = nil, tooltip: String? = nil
    ) {
        open(name, attributes)
        if content == nil && tooltip == nil {
            markup += "/>\n"
            return
        }
        markup += ">"
        if let tooltip { markup += "<title>\(escapedForXML(shortened(tooltip, to: 200)))</title>" }
        if let content { markup += escapedForXML(content) }
        markup += "</\(name)>\n"
    }

    /// A line of text with its baseline at `(x, y)`, cut with an ellipsis to `room` units; what was
    /// cut can be read in the tooltip. A halo in the paper's colour keeps it legible over lines.
    mutating func label(
        _ text: String, x: Double, y: Double, anchor: Anchor = .start, size: Double = 12,
        bold: Bool = false, style: String = "", fill: String? = nil, room: Double = .infinity
    ) {
        let shown = fitted(text, in: room, size: size, bold: bold)
        open("text", ["x": x, "y": y])
        if !style.isEmpty { write("class", style) }
        if let fill { write("fill", fill) }
        if anchor != .start { write("text-anchor", anchor.rawValue) }
        if size != 12 { write("font-size", size) }
        if bold { write("font-weight", 600) }
        markup += ">"
        if shown != text {
            markup += "<title>\(escapedForXML(shortened(text, to: 200)))</title>"
        }
        markup += "\(escapedForXML(shown))</text>\n"
    }

    private mutating func open(_ name: String, _ attributes: Attributes) {
        markup += "<\(name)"
        for (key, value) in attributes { write(key, value) }
    }

    private mutating func write(_ key: String, _ value: any SVGValue) {
        markup += " \(key)=\"\(value.svgText)\""
    }
}

/// Where a text's reference point lies: SVG's `text-anchor`.
enum Anchor: String {
    case start, middle, end
}

/// An axis-parallel rectangle in SVG units; `y` grows downwards.
struct Rect {
    var x, y, width, height: Double

    var right: Double { x + width }
    var bottom: Double { y + height }
}
