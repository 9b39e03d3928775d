import Glibc

/// One line of docs/interop.md: how far a network is from the library that it comes from.
///
/// Where the environment names a file in `LAMINA_PARITY`, each line is appended to it; `make parity`
/// makes the table of them.
public struct Parity: Sendable {
    /// The network's name.
    public let network: String
    /// What is compared, on what.
    public let measure: String
    /// The library the numbers come from.
    public let reference: String
    /// The largest difference, or whatever else must not be above `limit`.
    public let value: Double
    /// What is allowed.
    public let limit: Double
    /// Of larger values being better, such as decibels.
    public let isLargerBetter: Bool

    public init(
        _ network: String, _ measure: String, against reference: String, value: Double,
        limit: Double, isLargerBetter: Bool = false
    ) {
        (self.network, self.measure, self.reference) = (network, measure, reference)
        (self.value, self.limit, self.isLargerBetter) = (value, limit, isLargerBetter)
        record()
    }

    /// Whether the limit is kept.
    public var holds: Bool { isLargerBetter ? value >= limit : value <= limit }

    private func record() {
        guard let path = getenv("LAMINA_PARITY") else { return }
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        guard file >= 0 else { return }
        defer { close(file) }
        let sign = isLargerBetter ? "≥" : "≤"
        let line =
            "| \(network) | \(measure) | \(reference) | \(Self.text(value)) | \(sign) "
            + "\(Self.text(limit)) |\n"
        // One call, so that lines of tests that run side by side stay whole.
        _ = Array(line.utf8).withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    }

    private static func text(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e6 { return "\(Int(value))" }
        var text = [CChar](repeating: 0, count: 64)
        let format = abs(value) >= 0.01 ? "%.2f" : "%.1e"
        _ = withVaList([value]) { vsnprintf(&text, text.count, format, $0) }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
