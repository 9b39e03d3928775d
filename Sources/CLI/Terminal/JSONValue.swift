/// A JSON value, already as text: keys keep the order in which they were given.
///
/// Numbers that JSON lacks, infinities and NaN, are `null`.
package struct JSONValue: Sendable, Hashable {
    /// One line.
    package let text: String

    private init(text: String) { self.text = text }

    package static let null = JSONValue(text: "null")

    package init(_ value: Bool) { text = value ? "true" : "false" }

    package init(_ value: some BinaryInteger) { text = "\(value)" }

    /// The shortest digits that are read back as the same number of the same type.
    package init(_ value: some BinaryFloatingPoint & CustomStringConvertible) {
        text = value.isFinite ? value.description : "null"
    }

    package init(_ value: String) {
        var quoted = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        text = quoted + "\""
    }

    package init(_ values: [JSONValue]) {
        text = "[" + values.map(\.text).joined(separator: ",") + "]"
    }

    /// An object with the keys in this order.
    package init(_ members: [(key: String, value: JSONValue)]) {
        let pairs = members.map { JSONValue($0.key).text + ":" + $0.value.text }
        text = "{" + pairs.joined(separator: ",") + "}"
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self.init(value) }
    package init(integerLiteral value: Int) { self.init(value) }
    package init(floatLiteral value: Double) { self.init(value) }
    package init(booleanLiteral value: Bool) { self.init(value) }
    package init(arrayLiteral values: JSONValue...) { self.init(values) }
    package init(dictionaryLiteral members: (String, JSONValue)...) {
        self.init(members.map { (key: $0.0, value: $0.1) })
    }
}
