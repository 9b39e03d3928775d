import LaminaGraph
import LaminaTensor
import Testing

/// A wrong call as people make it, and what its message must say.
struct TypicalMistake: CustomTestStringConvertible, Sendable {
    let op: String
    let problem: String
    /// Where the call stands in this file.
    let line: Int
    let call: @Sendable () -> Void

    init(
        _ op: String, _ problem: String, line: Int = #line,
        _ call: @escaping @Sendable () -> Tensor
    ) {
        (self.op, self.problem, self.line) = (op, problem, line)
        self.call = { _ = call() }
    }

    var testDescription: String { "\(op): \(problem)" }
}

@Suite struct WrongCallTests {
    /// The form of every message: operation and problem, operands, remedy, the caller's own line.
    @Test(arguments: typicalMistakes) func isExplained(_ mistake: TypicalMistake) throws {
        let error = try #require(fault(of: mistake))
        let lines = error.description.split(separator: "\n")
        #expect(lines[0].hasPrefix("\(mistake.op): "), "\(error)")
        #expect(lines[0].contains(mistake.problem), "\(error)")
        #expect(lines.contains { $0.hasPrefix("  fix") }, "\(error)")
        let place = try #require(error.line)
        #expect(place.contains("WrongCallTests.swift:"), "\(error)")
        let number = try #require(place.split(separator: ":").last.flatMap { Int($0) })
        #expect((mistake.line...mistake.line + 3).contains(number), "\(error)")
    }

    /// Not in the test itself: code inside a macro's expansion has no line of its own.
    private func fault(of mistake: TypicalMistake) -> OpError? {
        do { try checked(mistake.call) } catch { return error as? OpError }
        return nil
    }

    @Test func thereAreForty() { #expect(typicalMistakes.count >= 40) }
}

private let a = Tensor.ones([32, 784])
private let b = Tensor.ones([512, 10])
private let x = Tensor.ones([3, 5])
private let image = Tensor.ones([2, 8, 8, 3])
private let whole = Tensor.iota([6])

private let typicalMistakes: [TypicalMistake] = [
    TypicalMistake("matmul", "inner dimensions differ (784 and 512)") { matmul(a, b) },
    TypicalMistake("matmul", "a scalar has no matrix product") { matmul(Tensor(2), b) },
    TypicalMistake("add", "do not broadcast") { Tensor.ones([32, 10]) + Tensor.ones([10, 32]) },
    TypicalMistake("multiply", "do not broadcast") { Tensor.ones([3]) * Tensor.ones([4]) },
    TypicalMistake("reshaped", "15 elements") { x.reshaped([4, 4]) },
    TypicalMistake("reshaped", "15 elements do not divide") { x.reshaped([4, -1]) },
    TypicalMistake("reshaped", "more than one unknown") { x.reshaped([-1, -1]) },
    TypicalMistake("sum", "axis 2 is out of range") { x.sum(axis: 2) },
    TypicalMistake("max", "no elements") { Tensor.zeros([0]).max() },
    TypicalMistake("argMax", "axis -3 is out of range") { x.argMax(axis: -3) },
    TypicalMistake("softmax", "axis 4 is out of range") { softmax(x, axis: 4) },
    TypicalMistake("concatenated", "") { concatenated([x, Tensor.ones([2, 4])]) },
    TypicalMistake("concatenated", "") { concatenated([]) },
    TypicalMistake("stacked", "") { stacked([x, Tensor.ones([2, 4])]) },
    TypicalMistake("transposed", "") { x.transposed([0, 0]) },
    TypicalMistake("broadcast", "") { x.broadcast(to: [5, 3]) },
    TypicalMistake("expandedDims", "axis 4 is out of range") { x.expandedDims(axis: 4) },
    TypicalMistake("squeezed", "") { x.squeezed(axis: 0) },
    TypicalMistake("slice", "") { x.slice(2..<9) },
    TypicalMistake("split", "") { x.split(into: 4, axis: 1)[0] },
    TypicalMistake("conv2D", "") { conv2D(image, filter: Tensor.ones([3, 3, 1, 8])) },
    TypicalMistake("conv2D", "") { conv2D(x, filter: Tensor.ones([3, 3, 3, 8])) },
    TypicalMistake("conv2D", "") { conv2D(image, filter: Tensor.ones([9, 9, 3, 8])) },
    TypicalMistake("conv2D", "") { conv2D(image, filter: Tensor.ones([3, 3, 3, 8]), groups: 2) },
    TypicalMistake("maxPool2D", "") { maxPool2D(image, size: 9) },
    TypicalMistake("gradient", "one floating-point number") {
        gradient { (x: Tensor) in x * 2 }(x)
    },
    TypicalMistake("gradient", "one floating-point number") {
        gradient { (x: Tensor) in x.argMax(axis: 0).sum() }(x)
    },
    TypicalMistake("cond", "one bool") {
        cond(x .> 0) {
            x
        } else: {
            -x
        }
    },
    TypicalMistake("scan", "changes the shape") { scan(x, over: x) { ($0.sum(), $1) }.carry },
    TypicalMistake("vmap", "different numbers of examples") {
        vmap { (x: [Tensor]) in x[0] + x[1] }([x, Tensor.ones([4, 5])])
    },
    TypicalMistake("Tensor", "3 elements do not fill [2, 2]") {
        Tensor([1, 2, 3], shape: [2, 2])
    },
    TypicalMistake("Tensor", "") { Tensor([[1, 2], [3]]) },
    TypicalMistake("einsum", "") { einsum("ij,jk->ik", x, x) },
    TypicalMistake("einsum", "") { einsum("ij->ijk", x) },
    TypicalMistake("cholesky", "") { cholesky(x) },
    TypicalMistake("solve", "") { solve(Tensor.eye(3), Tensor.ones([4])) },
    TypicalMistake("inverse", "") { inverse(x) },
    TypicalMistake("layerNorm", "") { layerNorm(x, weight: Tensor.ones([4])) },
    TypicalMistake("topK", "") { x.topK(9).values },
    TypicalMistake("and", "") { x .& x },
    TypicalMistake("<<", "") { x << x },
    TypicalMistake("embedding", "") { embedding(x, table: x) },
]
