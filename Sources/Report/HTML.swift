import LaminaPlot

/// Builds HTML from elements that are closed by construction, with every text and attribute escaped;
/// what comes out is well-formed XML too, so that a test can read it back.
struct HTML {
    typealias Attributes = KeyValuePairs<String, String>

    private(set) var markup = ""

    /// An element around what `body` writes.
    mutating func element(
        _ name: String, _ attributes: Attributes = [:], _ body: (inout HTML) -> Void
    ) {
        open(name, attributes)
        markup += ">"
        body(&self)
        markup += "</\(name)>"
        // A line break between inline elements would be a space.
        if !HTML.inline.contains(name) { markup += "\n" }
    }

    /// An element around text.
    mutating func element(_ name: String, _ attributes: Attributes = [:], text: String) {
        element(name, attributes) { $0.text(text) }
    }

    /// An element that holds nothing, such as `img`.
    mutating func void(_ name: String, _ attributes: Attributes) {
        open(name, attributes)
        markup += " />"
    }

    mutating func text(_ text: String) { markup += escapedForXML(text) }

    /// A chart as LaminaPlot makes it, already escaped.
    mutating func chart(_ svg: String) { markup += svg }

    /// A style sheet: the page's own, without `<` and `&`.
    mutating func style(_ css: String) { markup += "<style>\(css)</style>\n" }

    private mutating func open(_ name: String, _ attributes: Attributes) {
        markup += "<" + name
        for (key, value) in attributes where !value.isEmpty || key == "alt" {
            markup += " \(key)=\"\(escapedForXML(value))\""
        }
    }

    private static let inline: Set<String> = ["a", "b", "code", "small", "span", "time"]
}

extension HTML {
    /// A table whose columns scroll sideways on a narrow page.
    ///
    /// - Parameters:
    ///   - numeric: the columns that stand right.
    ///   - footer: a last row set apart, of totals.
    mutating func table(
        _ header: [String], numeric: Set<Int>, rows: [[String]], footer: [String] = []
    ) {
        element("div", ["class": "scroll"]) { html in
            html.element("table") { html in
                html.element("thead") { $0.row(header, cell: "th", numeric: numeric) }
                html.element("tbody") { html in
                    for row in rows { html.row(row, cell: "td", numeric: numeric) }
                }
                guard !footer.isEmpty else { return }
                html.element("tfoot") { $0.row(footer, cell: "td", numeric: numeric) }
            }
        }
    }

    private mutating func row(_ cells: [String], cell: String, numeric: Set<Int>) {
        element("tr") { html in
            for (column, text) in cells.enumerated() {
                html.element(
                    cell, ["class": numeric.contains(column) ? "number" : ""], text: text)
            }
        }
    }

    /// A chart that keeps a readable size: on a narrow page it scrolls.
    mutating func figure(_ svg: String, isWide: Bool = false) {
        element("figure", ["class": isWide ? "chart scroll wide" : "chart"]) { $0.chart(svg) }
    }
}
