/// A value given as `--set key=value`: what a model or an optimiser wants beyond the common
/// settings.
///
/// Every number is a `Double`: JSON knows no other, so a value is equal to itself read back.
public enum SettingValue: Sendable, Hashable, CustomStringConvertible {
    /// Typed as `true` or `false`.
    case flag(Bool)
    /// Typed as anything that `Double` reads.
    case number(Double)
    /// Anything else, lists such as `64,32` too.
    case text(String)

    /// Reads what a person typed: `true` and `false`, a number (`0.9`, `1e-3`), otherwise text.
    public init(parsing typed: String) {
        switch typed {
        case "true": self = .flag(true)
        case "false": self = .flag(false)
        default: self = Double(typed).map(SettingValue.number) ?? .text(typed)
        }
    }

    /// As a person would type it; a whole number has no fraction.
    public var description: String {
        switch self {
        case .flag(let flag): "\(flag)"
        case .number(let number): Int(exactly: number).map { "\($0)" } ?? "\(number)"
        case .text(let text): text
        }
    }
}

extension SettingValue: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .flag(let flag): try container.encode(flag)
        case .number(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        }
    }
}
