/// A value that stands beside the tensors of a file: a number, a text, a list of such.
public enum MetadataValue: Sendable, Equatable {
    /// Python's `None`.
    case none
    case bool(Bool)
    case integer(Int64)
    /// An integer above `Int64.max`.
    case unsigned(UInt64)
    /// Single precision is widened.
    case number(Double)
    case text(String)
    /// Of a pickle; also a whole number beyond 64 bits, little-endian two's complement.
    case bytes([UInt8])
    case array([MetadataValue])

    /// The integer, if it is one that `Int` holds.
    public var int: Int? {
        guard case .integer(let value) = self else { return nil }
        return Int(value)
    }

    /// The number, also of an integer.
    public var double: Double? {
        switch self {
        case .number(let value): value
        case .integer(let value): Double(value)
        case .unsigned(let value): Double(value)
        default: nil
        }
    }

    /// The truth value, if it is one.
    public var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The text, if it is one.
    public var string: String? {
        guard case .text(let value) = self else { return nil }
        return value
    }

    /// The elements, if it is an array.
    public var array: [MetadataValue]? {
        guard case .array(let values) = self else { return nil }
        return values
    }
}
