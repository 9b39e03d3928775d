import LaminaGraph
import LaminaTensor
import Testing

/// Derivatives against differences and against each other.
@Suite struct DerivativeTests {
    /// For a random direction v of one operand and a random gradient g,
    /// `<g, (f(x + hv) - f(x - hv)) / 2h> = <Jᵀ g, v>`.
    @Test(arguments: rows(for: .gradient)) func pullbackAgreesWithDifferences(_ row: OpRow) {
        for sample in row.genericCases(seed: 2, dtype: row.preciseType) {
            compareWithDifferences(row.operation, sample, sample.name)
        }
    }

    /// The same of the gradient itself: rules are differentiated again.
    @Test(arguments: rows(for: .secondOrder)) func secondDerivativeAgreesWithDifferences(
        _ row: OpRow
    ) {
        for sample in row.genericCases(seed: 2, dtype: row.preciseType) {
            compareWithDifferences(slope(of: row, at: sample), sample, "\(sample.name), twice")
        }
    }

    /// Forward mode has rules of its own for what is not element-wise: `<g, J v> = <Jᵀ g, v>`, of
    /// the operation and of its gradient.
    @Test(arguments: rows(for: .forwardMode)) func forwardAgreesWithReverse(_ row: OpRow) {
        for sample in row.genericCases(seed: 2, dtype: row.preciseType) {
            compareModes(row.operation, sample, sample.name)
            guard row.reason(against: .secondOrder) == nil else { continue }
            compareModes(slope(of: row, at: sample), sample, "\(sample.name), of the gradient")
        }
    }

    /// A rule may leave out the operands that nobody asks for, and must not leave out others.
    @Test(arguments: rows(for: .gradient)) func eachOperandAloneGetsItsGradient(_ row: OpRow) {
        for sample in row.genericCases(seed: 2, dtype: row.preciseType) {
            let points = sample.inputs.filter(\.dtype.isFloatingPoint)
            guard points.count > 1 else { continue }
            let (value, pullback) = vjp(
                { row.operation(merge($0, into: sample.inputs)) }, at: points)
            guard value.dtype.isFloatingPoint else { continue }
            let g = weights(of: value)
            let parts = pullback(g)
            let margin = sample.dtype == .float64 ? 1e-12 : 1e-5
            for index in points.indices {
                let alone = vjp(
                    { (x: Tensor) in
                        var all = points
                        all[index] = x
                        return row.operation(merge(all, into: sample.inputs))
                    }, at: points[index]
                ).pullback(g)
                expectAgreement(
                    numbers(alone), numbers(parts[index]),
                    Tolerance(relative: margin, absolute: margin),
                    "\(sample.name), operand \(index) alone")
            }
        }
    }

    /// The forward rules are differentiated again too: the gradients of `<g, J v>` and of
    /// `<Jᵀ g, v>` to the operands are one.
    @Test(arguments: rows(for: .secondOrder).filter { $0.reason(against: .forwardMode) == nil })
    func gradientsOfTangentAndGradientAgree(_ row: OpRow) {
        let inputs = row.samples(seed: 2, dtype: row.preciseType)
        let points = inputs.filter(\.dtype.isFloatingPoint)
        let body = { @Sendable (x: [Tensor]) in row.operation(merge(x, into: inputs)) }
        let value = body(points)
        guard value.dtype.isFloatingPoint else { return }
        let g = weights(of: value)
        let margin = row.preciseType == .float64 ? 1e-8 : 1e-3
        for index in points.indices {
            let v = direction(points[index], 5 + UInt64(index))
            let ofTangent = gradient { (x: [Tensor]) in
                var along = x.map { Tensor.zeros($0.shape, dtype: $0.dtype) }
                along[index] = v
                return (nanToNum(jvp(body, at: x, along: along).tangent) * g).sum()
            }(points)
            let ofGradient = gradient { (x: [Tensor]) in
                (vjp(body, at: x).pullback(g)[index] * v).sum()
            }(points)
            for (place, (one, other)) in zip(ofTangent, ofGradient).enumerated() {
                expectAgreement(
                    numbers(one), numbers(other), Tolerance(relative: margin, absolute: margin),
                    "\(row.name), operand \(place) of the tangent along operand \(index)")
            }
        }
    }

    /// The gradient of a random weighting of the results to all floating-point operands, as a vector.
    private func slope(of row: OpRow, at sample: RowCase) -> @Sendable ([Tensor]) -> Tensor {
        let weights = direction(row.operation(sample.inputs), 9)
        return { inputs in
            let floating = inputs.filter(\.dtype.isFloatingPoint)
            let result = gradient { (x: [Tensor]) in
                (row.operation(merge(x, into: inputs)) * weights).sum()
            }(floating)
            return concatenated(result.map { $0.flattened() })
        }
    }

    private func compareWithDifferences(
        _ function: @escaping @Sendable ([Tensor]) -> Tensor, _ sample: RowCase, _ name: String
    ) {
        let points = sample.inputs.filter(\.dtype.isFloatingPoint)
        let (value, pullback) = vjp({ function(merge($0, into: sample.inputs)) }, at: points)
        guard value.dtype.isFloatingPoint else { return }
        let g = weights(of: value)
        let parts = pullback(g)
        // Truncation costs h² and rounding 1/h of the type's roundoff: both stay below 1e-8 in
        // float64, and below 1e-3 in float32.
        let isPrecise = sample.dtype == .float64
        let (h, margin) = isPrecise ? (1e-6, 1e-6) : (0x1p-7, 4e-3)
        for (index, point) in points.enumerated() {
            let v = direction(point, 5 + UInt64(index))
            func moved(_ distance: Double) -> Tensor {
                var moved = points
                moved[index] = point + distance * v
                return function(merge(moved, into: sample.inputs))
            }
            let difference = dot(g, nanToNum((moved(h) - moved(-h)) / (2 * h)))
            expectAgreement(
                [dot(parts[index], v)], [difference],
                Tolerance(relative: margin, absolute: margin),
                "\(name), derivative along operand \(index)")
        }
    }

    private func compareModes(
        _ function: @escaping @Sendable ([Tensor]) -> Tensor, _ sample: RowCase, _ name: String
    ) {
        let points = sample.inputs.filter(\.dtype.isFloatingPoint)
        let body = { (x: [Tensor]) in function(merge(x, into: sample.inputs)) }
        let (value, pullback) = vjp(body, at: points)
        guard value.dtype.isFloatingPoint else { return }
        let g = weights(of: value)
        let parts = pullback(g)
        // The same products in another order.
        let margin = sample.dtype == .float64 ? 1e-10 : 1e-4
        for index in points.indices {
            var tangents = points.map { Tensor.zeros($0.shape, dtype: $0.dtype) }
            tangents[index] = direction(points[index], 5 + UInt64(index))
            let forward = jvp(body, at: points, along: tangents)
            expectAgreement(
                [dot(g, nanToNum(forward.tangent))], [dot(parts[index], tangents[index])],
                Tolerance(relative: margin, absolute: margin),
                "\(name), forward mode along operand \(index)")
        }
    }

    /// A random gradient of a result: none where there is no number, as of the mean of nothing.
    private func weights(of value: Tensor) -> Tensor {
        select(value.isFinite, direction(value, 6), .zeros([], dtype: value.dtype))
    }

    /// Normally distributed numbers of a tensor's shape and type.
    private func direction(_ x: Tensor, _ seed: UInt64) -> Tensor {
        Tensor.normal(shape: x.shape, key: RandomKey(seed: seed, path: "direction"))
            .asType(x.dtype)
    }
}
