import LaminaGraph
import LaminaTensor
import Testing

/// What the message of a wrong call must say.
private struct Mistake {
    let op: String
    let problem: String
    /// The line after the call's last.
    let line: Int

    init(_ op: String, _ problem: String, line: Int = #line) {
        (self.op, self.problem, self.line) = (op, problem, line)
    }
}

@Suite struct WrongCallTests {
    /// The form of every message: operation and problem, operands, remedy, the caller's own line.
    @Test(arguments: 0..<mistakeCount) func isExplained(_ number: Int) throws {
        let (mistake, fault) = outcome(of: number)
        let error = try #require(fault)
        let lines = error.description.split(separator: "\n")
        #expect(lines[0].hasPrefix("\(mistake.op): "), "\(error)")
        #expect(lines[0].contains(mistake.problem), "\(error)")
        #expect(lines.contains { $0.hasPrefix("  fix") }, "\(error)")
        let place = try #require(error.line)
        #expect(place.contains("WrongCallTests.swift:"), "\(error)")
        let line = try #require(place.split(separator: ":").last.flatMap { Int($0) })
        #expect((mistake.line - 6..<mistake.line).contains(line), "\(error)")
    }

    /// Not in the test itself: code inside a macro's expansion has no line of its own.
    private func outcome(of number: Int) -> (Mistake, OpError?) {
        var mistake = Mistake("", "")
        do { try checked { mistake = make(number) } } catch { return (mistake, error as? OpError) }
        return (mistake, nil)
    }
}

private let a = Tensor.ones([32, 784])
private let b = Tensor.ones([512, 10])
private let x = Tensor.ones([3, 5])
private let image = Tensor.ones([2, 8, 8, 3])
private let mistakeCount = 42

/// A wrong call as people make it. In one function, since the optimiser merges closures that are
/// alike, and what is merged has no lines.
private func make(_ number: Int) -> Mistake {
    switch number {
    case 0:
        _ = matmul(a, b)
        return Mistake("matmul", "inner dimensions differ (784 and 512)")
    case 1:
        _ = matmul(Tensor(2), b)
        return Mistake("matmul", "a scalar has no matrix product")
    case 2:
        _ = Tensor.ones([32, 10]) + Tensor.ones([10, 32])
        return Mistake("add", "do not broadcast")
    case 3:
        _ = Tensor.ones([3]) * Tensor.ones([4])
        return Mistake("multiply", "do not broadcast")
    case 4:
        _ = x.reshaped([4, 4])
        return Mistake("reshaped", "15 elements")
    case 5:
        _ = x.reshaped([4, -1])
        return Mistake("reshaped", "15 elements do not divide")
    case 6:
        _ = x.reshaped([-1, -1])
        return Mistake("reshaped", "more than one unknown")
    case 7:
        _ = x.sum(axis: 2)
        return Mistake("sum", "axis 2 is out of range")
    case 8:
        _ = Tensor.zeros([0]).max()
        return Mistake("max", "axis 0 is empty")
    case 9:
        _ = x.argMax(axis: -3)
        return Mistake("argMax", "axis -3 is out of range")
    case 10:
        _ = softmax(x, axis: 4)
        return Mistake("softmax", "axis 4 is out of range")
    case 11:
        _ = concatenated([x, Tensor.ones([2, 4])])
        return Mistake("concatenated", "tensor 1 is [2, 4] and the first [3, 5]")
    case 12:
        _ = concatenated([])
        return Mistake("concatenated", "there is nothing to join")
    case 13:
        _ = stacked([x, Tensor.ones([2, 4])])
        return Mistake("stacked", "tensor 1 is [2, 4] and the first [3, 5]")
    case 14:
        _ = x.transposed([0, 0])
        return Mistake("transposed", "[0, 0] is not an order of the axes 0..<2")
    case 15:
        _ = x.broadcast(to: [5, 3])
        return Mistake("broadcast", "[3, 5] does not broadcast to [5, 3]")
    case 16:
        _ = x.expandedDims(axis: 4)
        return Mistake("expandedDims", "axis 4 is out of range")
    case 17:
        _ = x.squeezed(axis: 0)
        return Mistake("squeezed", "axis 0 has size 3, not 1")
    case 18:
        _ = x.slice(2..<9)
        return Mistake("slice", "2..<9 does not lie inside axis 0 of size 3")
    case 19:
        _ = x.split(into: 4, axis: 1)[0]
        return Mistake("split", "axis 1 of size 5 has no 4 equal parts")
    case 20:
        _ = conv2D(image, filter: Tensor.ones([3, 3, 1, 8]))
        return Mistake("conv2D", "the filter takes 1 channels in each of 1 groups, and x has 3")
    case 21:
        _ = conv2D(x, filter: Tensor.ones([3, 3, 3, 8]))
        return Mistake("conv2D", "a filter of rank 4, not rank 2 and 4")
    case 22:
        _ = conv2D(image, filter: Tensor.ones([9, 9, 3, 8]))
        return Mistake("conv2D", "the window spans 9 elements of axis 1, which has 8")
    case 23:
        _ = conv2D(image, filter: Tensor.ones([3, 3, 3, 8]), groups: 2)
        return Mistake("conv2D", "the filter takes 3 channels in each of 2 groups, and x has 3")
    case 24:
        _ = maxPool2D(image, size: 9)
        return Mistake("maxPool2D", "the window spans 9 elements of axis 1, which has 8")
    case 25:
        _ = gradient { (x: Tensor) in x * 2 }(x)
        return Mistake("gradient", "one floating-point number")
    case 26:
        _ = gradient { (x: Tensor) in x.argMax(axis: 0).sum() }(x)
        return Mistake("gradient", "one floating-point number")
    case 27:
        _ = cond(x .> 0) {
            x
        } else: {
            -x
        }
        return Mistake("cond", "one bool")
    case 28:
        _ = scan(x, over: x) { ($0.sum(), $1) }.carry
        return Mistake("scan", "changes the shape")
    case 29:
        _ = vmap { (x: [Tensor]) in x[0] + x[1] }([x, Tensor.ones([4, 5])])
        return Mistake("vmap", "different numbers of examples")
    case 30:
        _ = Tensor([1, 2, 3], shape: [2, 2])
        return Mistake("Tensor", "3 elements do not fill [2, 2]")
    case 31:
        _ = Tensor([[1, 2], [3]])
        return Mistake("Tensor", "row 1 has 1 elements and row 0 has 2")
    case 32:
        _ = einsum("ij,jk->ik", x, x)
        return Mistake("einsum", "'j' has size 5 in operand 0 and 3 in operand 1")
    case 33:
        _ = einsum("ij->ijk", x)
        return Mistake("einsum", "the output names 'k', which no operand has")
    case 34:
        _ = cholesky(x)
        return Mistake("cholesky", "square matrices")
    case 35:
        _ = solve(Tensor.eye(3), Tensor.ones([4]))
        return Mistake("solve", "a has 3 rows and b has 4")
    case 36:
        _ = inverse(x)
        return Mistake("inverse", "square matrices")
    case 37:
        _ = layerNorm(x, weight: Tensor.ones([4]))
        return Mistake("layerNorm", "weight is [4], and what it scales is [5]")
    case 38:
        _ = x.topK(9).values
        return Mistake("topK", "k is 9, and axis 1 has 5 elements")
    case 39:
        _ = x & x
        return Mistake("&", "needs integers, not float32 and float32")
    case 40:
        _ = x << x
        return Mistake("<<", "needs integers, not float32 and float32")
    case 41:
        _ = embedding(x, table: x)
        return Mistake("embedding", "indices are float32, not integers")
    default: fatalError("there is no mistake \(number)")
    }
}
