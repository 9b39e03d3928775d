import LaminaGraph

/// A tensor whose axes are named by labels, on its way through a contraction.
///
/// A class, so that the terms that a pair takes out of the list are known by identity.
final class EinsumTerm {
    let tensor: Tensor
    let labels: [Int]

    init(_ tensor: Tensor, _ labels: [Int]) { (self.tensor, self.labels) = (tensor, labels) }

    var sizes: [Int: Int] {
        Dictionary(zip(labels, tensor.shape), uniquingKeysWith: { first, _ in first })
    }

    /// The diagonal of each pair of axes with one label.
    func withoutRepeats() -> EinsumTerm {
        var (tensor, labels) = (self.tensor, self.labels)
        while let second = labels.indices.first(where: { labels[..<$0].contains(labels[$0]) }),
            let first = labels.firstIndex(of: labels[second])
        {
            let rest = labels.indices.filter { $0 != first && $0 != second }
            tensor = tensor.transposed(rest + [first, second]).diagonal()
            labels = rest.map { labels[$0] } + [labels[first]]
        }
        return EinsumTerm(tensor, labels)
    }

    /// Without axes of size 1 whose label has another size elsewhere: those broadcast.
    func withoutBroadcast(_ sizes: [Int: Int]) -> EinsumTerm {
        let kept = labels.indices.filter { tensor.shape[$0] == sizes[labels[$0]] }
        guard kept.count < labels.count else { return self }
        return EinsumTerm(
            tensor.reshaped(Shape(kept.map { tensor.shape[$0] })), kept.map { labels[$0] })
    }

    /// Summed over the axes whose labels are not needed.
    func summed(keeping needed: Set<Int>) -> EinsumTerm {
        let axes = labels.indices.filter { !needed.contains(labels[$0]) }
        guard !axes.isEmpty else { return self }
        return EinsumTerm(tensor.sum(axes: axes), labels.filter { needed.contains($0) })
    }

    /// The tensor with its axes in the order of the labels.
    func arranged(_ order: [Int]) throws(OpError) -> Tensor {
        let axes = order.compactMap { labels.firstIndex(of: $0) }
        let arranged = tensor.transposed(axes)
        guard axes.count < order.count else { return arranged }
        // An output axis that only broadcasting operands had.
        var present = axes.map { tensor.shape[$0] }[...]
        return arranged.reshaped(
            Shape(order.map { labels.contains($0) ? present.removeFirst() : 1 }))
    }

    /// The product of two terms, summed over the labels that only these two have: one matrix
    /// product for each combination of the labels that both have and something still needs.
    func contracted(
        with other: EinsumTerm, keeping order: [Int], op: String
    ) throws(OpError) -> EinsumTerm {
        let needed = Set(order)
        let a = summed(keeping: needed.union(other.labels))
        let b = other.summed(keeping: needed.union(labels))
        let shared = a.labels.filter { b.labels.contains($0) }
        let batch = shared.filter { needed.contains($0) }
        let inner = shared.filter { !needed.contains($0) }
        let (left, right) = (
            a.labels.filter { !shared.contains($0) }, b.labels.filter { !shared.contains($0) }
        )
        // The operand whose axes come first in the result goes first, and no transpose is left.
        if let i = order.firstIndex(where: left.contains),
            let j = order.firstIndex(where: right.contains), j < i
        {
            return try b.contracted(with: a, keeping: order, op: op)
        }
        let labels = batch + left + right
        guard labels.count <= InlineInts.capacity else {
            throw OpError(
                op: op,
                problem: "an intermediate result has \(labels.count) axes, and a tensor at most "
                    + "\(InlineInts.capacity)",
                operands: ["lhs": "\(a.tensor.spec)", "rhs": "\(b.tensor.spec)"],
                fix: "merge axes with reshaped(_:), or contract in smaller steps")
        }
        let size = a.sizes.merging(b.sizes) { first, _ in first }
        func sizes(_ labels: [Int]) -> [Int] { labels.map { size[$0] ?? 1 } }
        func count(_ labels: [Int]) -> Int { sizes(labels).reduce(1, *) }
        let (x, y) = (
            try a.arranged(batch + left + inner), try b.arranged(batch + inner + right)
        )
        let product: Tensor
        if inner.isEmpty {
            product =
                x.reshaped(Shape(sizes(batch + left) + right.map { _ in 1 }))
                * y.reshaped(Shape(sizes(batch) + left.map { _ in 1 } + sizes(right)))
        } else {
            let lanes = batch.isEmpty ? [] : [count(batch)]
            product = Tensor.matmul(
                x.reshaped(Shape(lanes + [count(left), count(inner)])),
                y.reshaped(Shape(lanes + [count(inner), count(right)])))
        }
        return EinsumTerm(product.reshaped(Shape(sizes(labels))), labels)
    }
}
