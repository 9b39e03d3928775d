/// One public operation as its rows together describe it: what `lamina ops` prints.
package struct OperationSummary: Sendable {
    package let name: String
    /// The file that defines it, from the root of the sources.
    package let file: String
    package let rowCount: Int
    /// The checks that at least one row goes through.
    package let checks: [Check]
    /// The checks that no row can go through, and why.
    package let excluded: [(check: Check, reason: String)]
    /// The checks for which rows lack what to check: a wrong call, a Python expression.
    package let missing: [Check]

    private init(_ rows: [OpRow]) {
        (name, file, rowCount) = (
            rows[0].operationName, "Sources/Tensor/" + rows[0].file, rows.count
        )
        let applying = { (check: Check) in rows.filter { $0.reason(against: check) == nil } }
        checks = Check.allCases.filter { check in applying(check).contains { $0.has(check) } }
        excluded = Check.allCases.compactMap { check in
            guard applying(check).isEmpty else { return nil }
            return rows[0].reason(against: check).map { (check, $0) }
        }
        missing = Check.allCases.filter { check in
            let rows = applying(check)
            return !rows.isEmpty && !rows.contains { $0.has(check) }
        }
    }

    /// Every operation of the table, in the table's order.
    package static let all: [OperationSummary] = {
        var order: [String] = []
        let rows = Dictionary(grouping: opTable, by: \.operationName)
        for row in opTable where !order.contains(row.operationName) {
            order.append(row.operationName)
        }
        return order.compactMap { rows[$0].map(OperationSummary.init) }
    }()
}

extension OpRow {
    /// Whether the row holds what the check compares with.
    fileprivate func has(_ check: Check) -> Bool {
        switch check {
        case .golden: golden != nil
        case .errors: !wrong.isEmpty
        case .reference, .gradient, .secondOrder, .forwardMode, .vmap, .compiled, .threads: true
        }
    }
}
