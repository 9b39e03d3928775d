import Foundation
import FoundationXML

/// An SVG read back by libxml2: what a browser would see, or the place where it would stumble.
struct Markup {
    struct Element {
        let name: String
        let attributes: [String: String]
        /// Its own text and that of the elements in it, of tooltips too.
        var text: String
    }

    /// In the order in which they begin.
    let elements: [Element]

    init(_ svg: String) throws {
        let parser = XMLParser(data: Data(svg.utf8))
        let reader = Reader()
        parser.delegate = reader
        guard parser.parse() else {
            throw Malformed(
                line: parser.lineNumber, error: "\(String(describing: parser.parserError))")
        }
        elements = reader.elements
    }

    struct Malformed: Error {
        let line: Int
        let error: String
    }

    func named(_ name: String) -> [Element] {
        elements.filter { $0.name == name }
    }

    /// What is written in the picture.
    var texts: [String] { named("text").map(\.text) }

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
