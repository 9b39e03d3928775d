import FoundationEssentials
public import LaminaFormats

/// Reads a file of one JSON value a line (JSON Lines, `.jsonl`), one record at a time; empty lines
/// are skipped.
///
/// ```swift
/// struct Review: Decodable { let text: String; let stars: Int }
/// var stars: [Int] = []
/// var reviews = try JSONLines<Review>(contentsOf: "reviews.jsonl")
/// while let review = try reviews.next() { stars.append(review.stars) }
/// ```
public struct JSONLines<Record: Decodable> {
    private var lines: TextLines

    /// - Parameter position: where to begin, as an earlier reader of the same file stored it.
    public init(
        contentsOf path: String, from position: TextLines.Position = .init()
    ) throws(FileError) {
        lines = try TextLines(contentsOf: path, from: position)
    }

    /// Where the next record is looked for.
    public var position: TextLines.Position { lines.position }

    /// The next record; nil at the end of the file.
    ///
    /// - Throws: ``FileError`` with the line of what is no JSON or no `Record`, and the path to the
    ///   value at fault. The reader then stands behind that line, so a caller may go on.
    public mutating func next() throws(FileError) -> Record? {
        while let line = try lines.next() {
            guard !line.text.allSatisfy(\.isWhitespace) else { continue }
            do {
                return try JSONDecoder().decode(Record.self, from: Data(line.text.utf8))
            } catch {
                throw FileError(
                    path: lines.path, at: .line(line.number),
                    problem: JSONLines.problem(error), fix: "correct the line, or skip it")
            }
        }
        return nil
    }

    private static func problem(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "no JSON: \(error)" }
        func place(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> String {
            (context.codingPath + (key.map { [$0] } ?? [])).map {
                $0.intValue.map { "\($0)" } ?? $0.stringValue
            }.joined(separator: ".")
        }
        return switch error {
        case .keyNotFound(let key, let context): "no '\(place(context, key))'"
        case .valueNotFound(let type, let context): "'\(place(context))' is null, not \(type)"
        case .typeMismatch(let type, let context): "'\(place(context))' is no \(type)"
        case .dataCorrupted(let context):
            context.codingPath.isEmpty
                ? "no JSON: \(context.debugDescription)"
                : "'\(place(context))': \(context.debugDescription)"
        @unknown default: "\(error)"
        }
    }
}
