import LaminaGraph

/// Those gradients of what every step of a loop reads that are products over a step's rows, as a weight's
/// is. Their sum is one product over the rows of all steps, `Σ aₛᵀ bₛ = Aᵀ B`, which takes a fraction of the time
/// of small products and of adding them up.
struct StepProducts {
    /// Where the steps' operand `[rows, n]` is found as a tensor `[length, rows, n]`.
    private enum Source {
        /// One of the sequences that the steps read.
        case read(Int)
        /// The gradient of a sequence's elements, which the steps give anyway.
        case elementGradient(Int)
        /// A further result of the steps.
        case stacked(Int)
    }

    private let read: [Tensor]
    /// The gradients, by their numbers, that are not added up.
    private var chosen: Set<Int> = []
    private var sources: [Int: (lhs: Source, rhs: Source)] = [:]

    /// - Parameter read: the sequences over which the steps go.
    init(reading read: [Tensor]) { self.read = read }

    /// Chooses products of which the operands of all steps take no more than `room` bytes.
    mutating func choose(
        among gradients: [Tensor], elementGradients: [Tensor], _ length: Int, room: Int
    ) {
        var room = room
        for (number, gradient) in gradients.enumerated() {
            guard let (lhs, rhs) = Self.operands(of: gradient) else { continue }
            let added = [lhs, rhs].filter { operand in
                !elementGradients.contains { $0.node === operand.node }
            }
            let byteCount = added.reduce(0) { $0 + $1.spec.byteCount * length }
            guard byteCount <= room else { continue }
            room -= byteCount
            chosen.insert(number)
        }
    }

    /// What belongs to the gradients that are added up step by step.
    func others<T>(_ all: [T]) -> [T] {
        all.enumerated().filter { !chosen.contains($0.offset) }.map(\.element)
    }

    /// The operands of the chosen products that the steps must give as further results.
    mutating func operands(
        _ gradients: [Tensor], _ elementGradients: [Tensor], _ points: [Tensor]
    ) -> [Tensor] {
        var stacked: [Tensor] = []
        func source(_ operand: Tensor) -> Source {
            let isOperand = { (tensor: Tensor) in tensor.node === operand.node }
            if let number = points.prefix(read.count).firstIndex(where: isOperand) {
                return .read(number)
            }
            if let number = elementGradients.firstIndex(where: isOperand) {
                return .elementGradient(number)
            }
            if let number = stacked.firstIndex(where: isOperand) { return .stacked(number) }
            stacked.append(operand)
            return .stacked(stacked.count - 1)
        }
        for number in chosen.sorted() {
            guard let (lhs, rhs) = Self.operands(of: gradients[number]) else { continue }
            sources[number] = (source(lhs), source(rhs))
        }
        return stacked
    }

    /// All gradients, of those that were added up and of the products over all steps.
    func merged(
        _ sums: [Tensor], elementGradients: [Tensor], _ stacked: [Tensor]
    ) -> [Tensor] {
        func rows(_ source: Source) -> Tensor {
            let x =
                switch source {
                case .read(let number): read[number]
                case .elementGradient(let number): elementGradients[number]
                case .stacked(let number): stacked[number]
                }
            return x.reshaped([x.shape[0] * x.shape[1], x.shape[2]])
        }
        var rest = sums[...]
        return (0..<(sums.count + chosen.count)).compactMap { number in
            guard let (lhs, rhs) = sources[number] else { return rest.popFirst() }
            return .matmul(rows(lhs), rows(rhs), transposeLHS: true)
        }
    }

    private static func operands(of gradient: Tensor) -> (lhs: Tensor, rhs: Tensor)? {
        guard case .matmul(transposeLHS: true, transposeRHS: false) = gradient.node.primitive,
            gradient.rank == 2
        else { return nil }
        return (Tensor(node: gradient.node.inputs[0]), Tensor(node: gradient.node.inputs[1]))
    }
}
