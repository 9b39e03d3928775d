import Foundation
import LaminaGraph
import LaminaTensor
import Testing

/// What the table itself must be.
@Suite struct OpTableTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources/Tensor").standardized

    /// An operation without a row is not checked, so it must not exist.
    @Test func everyPublicOperationHasARow() throws {
        let names = Set(opTable.map(\.operationName))
        for (file, declaration) in try Self.declarations() {
            #expect(names.contains(declaration), "\(file): \(declaration) has no row")
        }
    }

    @Test func everyRowNamesTheFileOfItsOperation() throws {
        let declared = Set(try Self.declarations().map { "\($0.file) \($0.name)" })
        for row in opTable {
            #expect(
                declared.contains("\(row.file) \(row.operationName)"),
                "\(row.name): \(row.file) does not declare a public \(row.operationName)")
        }
    }

    @Test func namesAreUnique() {
        for (name, rows) in Dictionary(grouping: Self.names, by: \.self) where rows.count > 1 {
            Issue.record("\(rows.count) rows are called '\(name)'")
        }
    }

    /// A row with a small result shows its mistakes; a large one only takes time.
    @Test func resultsAreSmall() {
        for row in opTable + ruleRows {
            let count = row.operation(row.samples(seed: 1)).shape.elementCount
            #expect(count <= 250, "\(row.name): \(count) elements")
        }
    }

    /// For scripts/mutate.py, which runs rows by their names.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["LAMINA_LIST_ROWS"] != nil))
    func listsTheRows() {
        for name in Self.names { print("row: \(name)") }
    }

    private static let names =
        (opTable + ruleRows).map(\.name) + corners.map(\.name) + singleCorners

    /// Every operation has a wrong call and a value from Python, or a reason why not.
    @Test func everyCheckHasWhatItNeeds() {
        for operation in OperationSummary.all {
            #expect(operation.missing.isEmpty, "\(operation.name) lacks \(operation.missing)")
        }
        for row in opTable where row.golden != nil {
            #expect(Golden.stored[row.name] != nil, "\(row.name): run \(Golden.command)")
        }
    }

    /// The public functions, operators, subscripts and properties that give tensors, with their
    /// files, in the folder of operations and in the files beside it that make tensors.
    private static func declarations() throws -> [(file: String, name: String)] {
        let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap {
            $0 as? String
        }
        let pattern =
            /public ((?:static |prefix |postfix )*)(func|var|subscript)\b\s*(\w+|[^\s\w(]+|)([^{]*)\{/
        var found: [(String, String)] = []
        for file in (files ?? []).sorted() where holdsOperations(file) {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            for match in text.matches(of: pattern) where givesTensors(match.2, match.4) {
                // Minus is the one operator that goes between two operands and before one.
                let isNegation = match.1.contains("prefix") && match.3 == "-"
                let name = match.2 == "subscript" ? "subscript" : String(match.3)
                found.append((file, isNegation ? "prefix -" : name))
            }
        }
        return found
    }

    /// Whether the result's type names tensors or a structure of them, in a header from the name to
    /// the brace.
    private static func givesTensors(_ kind: Substring, _ header: Substring) -> Bool {
        let result = kind == "var" ? header : header.split(separator: "->").last ?? ""
        guard kind == "var" || header.contains("->") else { return false }
        return result.contains(/\bTensor\b/) || header.contains("TensorGroup")
    }

    private static func holdsOperations(_ file: String) -> Bool {
        file.hasSuffix(".swift")
            && (file.hasPrefix("Operations/") || file.hasPrefix("Random")
                || file == "Values.swift" || file.hasPrefix("Creation"))
    }
}
