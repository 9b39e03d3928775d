import LaminaGraph

/// An expression such as `ij,jk->ik`, read and checked against its operands.
///
/// A label is a letter's code; the axes under `...` have the labels -1, -2, … from the last.
struct EinsumSubscripts {
    /// The labels of each operand's axes.
    private(set) var labels: [[Int]] = []
    private(set) var output: [Int] = []
    private(set) var sizes: [Int: Int] = [:]
    private let text: String
    private let specs: [TensorSpec]

    init(_ text: String, _ specs: [TensorSpec]) throws(OpError) {
        (self.text, self.specs) = (text, specs)
        let (groups, result) = try split()
        guard !specs.isEmpty, groups.count == specs.count else {
            throw fault(
                "\(groups.count) groups of subscripts for \(specs.count) operands",
                "separate one group for each operand by commas")
        }
        for (number, group) in groups.enumerated() {
            labels.append(try expand(group, operand: number))
        }
        for number in specs.indices { try collectSizes(number) }
        if let result {
            try readOutput(result)
        } else {
            let all = labels.flatMap(\.self)
            let counts = Dictionary(grouping: all, by: \.self).mapValues(\.count)
            output = ellipsis + counts.filter { $0.key > 0 && $0.value == 1 }.keys.sorted()
        }
    }

    func fault(_ problem: String, _ fix: String) -> OpError {
        OpError(
            op: "einsum", problem: problem,
            operands: [
                "subscripts": "\"\(text)\"",
                "operands": specs.map(\.description).joined(separator: ", "),
            ], fix: fix)
    }

    /// The axes under `...` of all operands.
    private var ellipsis: [Int] { Set(labels.flatMap(\.self)).filter { $0 < 0 }.sorted() }

    /// The operands' groups, and the output's where there is an arrow.
    private func split() throws(OpError) -> (groups: [Substring], output: Substring?) {
        let plain = text.filter { !$0.isWhitespace }
        let (before, after): (Substring, Substring?)
        if let arrow = plain.firstRange(of: "->") {
            (before, after) = (plain[..<arrow.lowerBound], plain[arrow.upperBound...])
        } else {
            (before, after) = (plain[...], nil)
        }
        for character in [before, after ?? ""].joined()
        where !(character.isASCII && character.isLetter) && !".,".contains(character) {
            throw fault(
                "'\(character)' is no subscript", "name axes by letters, as in \"ij,jk->ik\"")
        }
        return (before.split(separator: ",", omittingEmptySubsequences: false), after)
    }

    /// The letters before and after `...`, if that occurs.
    private func parts(
        _ group: Substring, _ place: String
    ) throws(OpError) -> (first: [Int], last: [Int]?) {
        func codes(_ letters: Substring) -> [Int] { letters.utf8.map { Int($0) } }
        guard let dots = group.firstRange(of: "...") else {
            guard !group.contains(".") else {
                throw fault("a lone '.' in \(place)", "write three dots for broadcast axes")
            }
            return (codes(group), nil)
        }
        let (first, last) = (group[..<dots.lowerBound], group[dots.upperBound...])
        guard !last.contains("."), !last.contains(",") else {
            throw fault("'...' occurs twice in \(place)", "write it once in each group")
        }
        return (codes(first), codes(last))
    }

    private func expand(_ group: Substring, operand: Int) throws(OpError) -> [Int] {
        let (first, last) = try parts(group, "operand \(operand)")
        let rank = specs[operand].shape.rank
        let named = first.count + (last?.count ?? 0)
        guard last == nil ? named == rank : named <= rank else {
            throw fault(
                "\"\(group)\" names \(named) axes, and operand \(operand) has \(rank)",
                last == nil && named < rank
                    ? "name every axis, or write ... for the others" : "name \(rank) axes")
        }
        guard let last else { return first }
        return first + (0..<rank - named).reversed().map { -1 - $0 } + last
    }

    private mutating func collectSizes(_ operand: Int) throws(OpError) {
        let shape = specs[operand].shape
        for (axis, label) in labels[operand].enumerated() {
            let size = shape[axis]
            if let twin = labels[operand].firstIndex(of: label), shape[twin] != size {
                throw fault(
                    "'\(name(label))' has sizes \(shape[twin]) and \(size) in operand \(operand)",
                    "a diagonal needs axes of equal size")
            }
            let known = sizes[label] ?? 1
            guard known == 1 || size == 1 || known == size else {
                let other =
                    specs.indices.first { number in
                        zip(labels[number], specs[number].shape).contains { $0 == (label, known) }
                    } ?? 0
                throw fault(
                    "'\(name(label))' has size \(known) in operand \(other) "
                        + "and \(size) in operand \(operand)",
                    "make the sizes equal, or name the axes by different letters")
            }
            sizes[label] = known == 1 ? size : known
        }
    }

    private mutating func readOutput(_ group: Substring) throws(OpError) {
        guard !group.contains(",") else {
            throw fault("the output has several groups", "write one group after ->")
        }
        let (first, last) = try parts(group, "the output")
        if last == nil, !ellipsis.isEmpty {
            throw fault(
                "the output lacks the axes under '...'", "write ... after ->, or sum them before")
        }
        output = first + (last.map { ellipsis + $0 } ?? [])
        for (place, label) in output.enumerated() {
            guard sizes[label] != nil else {
                throw fault(
                    "the output names '\(name(label))', which no operand has",
                    "use letters of the operands")
            }
            guard !output[..<place].contains(label) else {
                throw fault("the output names '\(name(label))' twice", "name each axis once")
            }
        }
    }

    private func name(_ label: Int) -> String {
        UInt8(exactly: label).map { String(UnicodeScalar($0)) } ?? "..."
    }
}
