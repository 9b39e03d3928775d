import Foundation
import FoundationXML

/// A page read back by libxml2, which stops at whatever is not well-formed.
struct ParsedPage {
    struct Element {
        let name: String
        let attributes: [String: String]
        /// Its own text and that of the elements in it.
        var text: String
    }

    struct Malformed: Error {
        let line: Int
        let reason: String
    }

    /// In the order in which they begin.
    let elements: [Element]

    init(_ html: String) throws {
        let parser = XMLParser(data: Data(html.utf8))
        let reader = Reader()
        parser.delegate = reader
        guard parser.parse() else {
            throw Malformed(
                line: parser.lineNumber, reason: String(describing: parser.parserError))
        }
        elements = reader.elements
    }

    func named(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    /// The section with an id; nil if the page has none.
    func section(_ id: String) -> Element? {
        named("section").first { $0.attributes["id"] == id }
    }

    var sections: [String] { named("section").compactMap { $0.attributes["id"] } }

    /// What the top of the page says.
    var headline: String { named("header").first?.text ?? "" }

    private final class Reader: NSObject, XMLParserDelegate {
        var elements: [Element] = []
        private var open: [Int] = []

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
            qualifiedName: String?, attributes: [String: String]
        ) {
            open.append(elements.count)
            elements.append(Element(name: name, attributes: attributes, text: ""))
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) {
            for index in open { elements[index].text += text }
        }

        func parser(
            _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
            qualifiedName: String?
        ) {
            open.removeLast()
        }
    }
}
