import Foundation
import LaminaGraph
import LaminaTensor
import Testing

/// What must hold for every row of the op table.
@Suite struct OpTableTests {
    private static let smoothRows = opTable.filter { $0.without[.gradient] == nil }

    /// The engine's float32 against the reference's doubles. The tolerance covers sums of up to 100
    /// terms of size 10 and functions within 4 units in the last place.
    @Test(arguments: opTable.filter { $0.without[.reference] == nil })
    func agreesWithTheReference(_ row: OpRow) {
        let inputs = row.samples(seed: 1)
        let got = row.operation(inputs).array(as: Double.self)
        let want = Device.reference.use {
            row.operation(inputs.map(exactCopy)).array(as: Double.self)
        }
        #expect(got.count == want.count)
        for (a, b) in zip(got, want) { #expect(abs(a - b) <= 1e-5 * (1 + abs(b)), "\(row.name)") }
    }

    /// For a random direction v and gradient g, `<g, (f(x + hv) - f(x - hv)) / 2h> = <Jᵀg, v>`.
    /// In float64 with h = 1e-6, truncation and rounding both stay below 1e-8.
    @Test(arguments: smoothRows) func pullbackAgreesWithDifferences(_ row: OpRow) {
        check(row, row.operation, "\(row.name)")
    }

    /// The same of the gradient itself, so that rules can be differentiated again.
    @Test(arguments: smoothRows) func secondDerivativeAgreesWithDifferences(_ row: OpRow) {
        let weights = Tensor.normal(
            shape: row.operation(row.samples(seed: 1, dtype: .float64)).shape,
            key: RandomKey(seed: 9)
        ).asType(.float64)
        let slope: @Sendable ([Tensor]) -> Tensor = { inputs in
            let floating = inputs.filter(\.dtype.isFloatingPoint)
            let result = gradient { (x: [Tensor]) in
                (row.operation(merge(x, into: inputs)) * weights).sum()
            }(floating)
            return concatenated(result.map { $0.flattened() })
        }
        check(row, slope, "\(row.name), twice")
    }

    @Test(arguments: opTable.filter { $0.without[.compiled] == nil })
    func compiledGivesTheSameBits(_ row: OpRow) {
        let inputs = row.samples(seed: 3)
        let compiled = compile { (x: [Tensor]) in row.operation(x) }
        let direct = row.operation(inputs)
        #expect(
            compiled(inputs).array(as: Double.self).map(\.bitPattern)
                == direct.array(as: Double.self).map(\.bitPattern))
    }

    /// All examples together against one after the other. Sums may be taken in another order.
    @Test(arguments: opTable.filter { !$0.operands.isEmpty && $0.without[.vmap] == nil })
    func vmapAgreesWithALoop(_ row: OpRow) {
        let lanes = (0..<3).map { row.samples(seed: 10 + $0) }
        let stacked = lanes[0].indices.map { operand in
            concatenated(lanes.map { $0[operand].expandedDims(axis: 0) })
        }
        let together = vmap { (x: [Tensor]) in row.operation(x) }(stacked).array(as: Double.self)
        let apart = lanes.flatMap { row.operation($0).array(as: Double.self) }
        #expect(together.count == apart.count)
        for (a, b) in zip(together, apart) { #expect(abs(a - b) <= 1e-5 * (1 + abs(b))) }
    }

    /// An operation without a row is not checked, so it must not exist.
    @Test func everyPublicOperationHasARow() throws {
        let names = Set(opTable.map { String($0.name.prefix { $0 != "," }) })
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Tensor/Operations").standardized
        let pattern = /public (?:static |prefix |static prefix )*func (\w+|[^\s(]+)/
        for file in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        where file.hasSuffix(".swift") {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            for match in text.matches(of: pattern) {
                #expect(names.contains(String(match.1)), "\(file): \(match.1) has no row")
            }
        }
    }

    private func check(
        _ row: OpRow, _ function: @Sendable ([Tensor]) -> Tensor, _ name: String
    ) {
        let inputs = row.samples(seed: 2, dtype: .float64)
        let points = inputs.filter(\.dtype.isFloatingPoint)
        let directions = points.indices.map {
            Tensor.normal(shape: points[$0].shape, key: RandomKey(seed: 5, path: "\($0)"))
                .asType(.float64)
        }
        let (value, pullback) = vjp({ function(merge($0, into: inputs)) }, at: points)
        let g = Tensor.normal(shape: value.shape, key: RandomKey(seed: 6)).asType(.float64)
        let along = zip(pullback(g), directions).map { dot($0, $1) }.reduce(0, +)
        let h = 1e-6
        let ahead = function(merge(zip(points, directions).map { $0 + h * $1 }, into: inputs))
        let behind = function(merge(zip(points, directions).map { $0 - h * $1 }, into: inputs))
        let difference = dot(g, (ahead - behind) / (2 * h))
        #expect(abs(along - difference) <= 1e-6 * (1 + abs(difference)), "\(name)")
        // Forward mode has rules of its own for what is not element-wise: <g, J v> = <Jᵀ g, v>.
        let forward = jvp({ function(merge($0, into: inputs)) }, at: points, along: directions)
        let onward = dot(g, forward.tangent)
        #expect(abs(onward - along) <= 1e-10 * (1 + abs(along)), "\(name), forward")
    }
}

extension OpRow: CustomTestStringConvertible {
    public var testDescription: String { name }
}

/// The inputs with the floating-point ones replaced in order.
private func merge(_ floating: [Tensor], into inputs: [Tensor]) -> [Tensor] {
    var rest = floating[...]
    return inputs.map { $0.dtype.isFloatingPoint ? rest.removeFirst() : $0 }
}

/// The same numbers in a tensor of its own, in float64 where they have fractions.
private func exactCopy(_ x: Tensor) -> Tensor {
    eval(x)
    return x.dtype.isFloatingPoint ? x.asType(.float64) : x
}

private func dot(_ a: Tensor, _ b: Tensor) -> Double { (a * b).sum().scalar(as: Double.self) }
