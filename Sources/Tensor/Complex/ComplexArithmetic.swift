import LaminaGraph

extension Primitive {
    /// Whether complex numbers go in or, by a conversion, come out.
    func meetsComplex(_ x: [Tensor]) -> Bool {
        if case .convert(let dtype) = self, dtype.isComplex { return true }
        return x.contains { $0.dtype.isComplex }
    }

    /// The primitive on complex operands, recorded in real operations; `nil` where it moves elements
    /// whole and so is recorded as it is.
    func overParts(_ x: [Tensor]) throws(OpError) -> Tensor? {
        switch self {
        case .parameter, .constant, .identity, .stopGradient, .reshape, .broadcast, .transpose,
            .slice, .reverse, .concatenate, .gatherRows, .dynamicSlice, .dynamicUpdate,
            .complexParts, .composite, .barrier, .conditional,
            .scan, .whileLoop, .result:
            return nil
        case .unary(let op): return try op.overParts(ComplexParts(x[0]), x[0])
        case .binary(let op):
            return try op.overParts(ComplexParts(x[0]), ComplexParts(x[1]), x[0]).tensor
        case .compare(let op):
            let (a, b) = (ComplexParts(x[0]), ComplexParts(x[1]))
            let areEqual = Tensor.binary(.and, a.re.isEqual(to: b.re), a.im.isEqual(to: b.im))
            switch op {
            case .equal: return areEqual
            case .notEqual: return .record(.unary(.not), areEqual)
            case .less, .lessOrEqual, .greater, .greaterOrEqual: throw meaningless(x[0])
            }
        case .select:
            let (a, b) = (ComplexParts(x[1]), ComplexParts(x[2]))
            return ComplexParts(
                LaminaTensor.select(x[0], a.re, b.re), LaminaTensor.select(x[0], a.im, b.im)
            ).tensor
        case .convert(let dtype): return x[0].convertedParts(to: dtype)
        case .pad(let low, let high, let value):
            let parts = ComplexParts(x[0])
            return ComplexParts(
                .record(.pad(low: low, high: high, value: value), parts.re),
                .record(.pad(low: low, high: high, value: 0), parts.im)
            ).tensor
        case .reduce(.sum, _): return ComplexParts(x[0]).map { .record(self, $0) }.tensor
        case .reduce(.product, let axes): return ComplexParts(x[0]).product(axes).tensor
        case .cumulative(.sum, _, _): return ComplexParts(x[0]).map { .record(self, $0) }.tensor
        case .scatterRows(.set), .scatterRows(.add):
            let (table, updates) = (ComplexParts(x[0]), ComplexParts(x[2]))
            return ComplexParts(
                .record(self, table.re, x[1], updates.re), .record(self, table.im, x[1], updates.im)
            ).tensor
        case .matmul, .convolution, .convolutionInputGradient, .convolutionFilterGradient:
            // Bilinear: as a product of two sums.
            let (a, b) = (ComplexParts(x[0]), ComplexParts(x[1]))
            let re = Tensor.record(self, a.re, b.re) - .record(self, a.im, b.im)
            let im = Tensor.record(self, a.re, b.im) + .record(self, a.im, b.re)
            return ComplexParts(re, im).tensor
        case .reduce(.max, _), .reduce(.min, _), .reduce(.any, _), .reduce(.all, _), .argReduce,
            .scatterRows, .argSort, .cumulative, .linearRecurrence, .matrix,
            .pool, .maxPoolGradient, .averagePoolGradient, .iota, .randomBits, .complexFromParts,
            .fourier:
            throw meaningless(x[0])
        }
    }

    private func meaningless(_ x: Tensor) -> OpError { .meaningless(name, x) }
}

extension OpError {
    fileprivate static func meaningless(_ op: String, _ x: Tensor) -> OpError {
        OpError(
            op: op, problem: "has no meaning for \(x.dtype)", operands: ["x": "\(x.spec)"],
            fix: "take realPart or imaginaryPart, or the magnitude with abs(_:)")
    }
}

extension Unary {
    fileprivate func overParts(_ z: ComplexParts, _ x: Tensor) throws(OpError) -> Tensor {
        switch self {
        case .negate: return (-z).tensor
        case .abs: return z.magnitude
        case .sign:
            // The direction, z / |z|.
            let (length, isZero) = (z.magnitude, z.isZero)
            let safe = LaminaTensor.select(isZero, length + 1, length)
            return z.map { $0 / safe }.tensor
        case .exp: return z.exponential.tensor
        case .log: return z.logarithm.tensor
        case .sqrt: return z.squareRoot.tensor
        case .sin:
            return ComplexParts(
                LaminaTensor.sin(z.re) * LaminaTensor.cosh(z.im),
                LaminaTensor.cos(z.re) * LaminaTensor.sinh(z.im)
            ).tensor
        case .cos:
            return ComplexParts(
                LaminaTensor.cos(z.re) * LaminaTensor.cosh(z.im),
                -LaminaTensor.sin(z.re) * LaminaTensor.sinh(z.im)
            ).tensor
        case .isNaN: return .binary(.or, z.re.isNaN, z.im.isNaN)
        case .isFinite: return .binary(.and, z.re.isFinite, z.im.isFinite)
        case .expm1, .log1p, .rsqrt, .tanh, .sigmoid, .relu, .erf, .floor, .ceil, .round, .not,
            .tan,
            .asin, .acos, .atan, .sinh, .cosh, .asinh, .acosh, .atanh, .exp2, .log2, .log10, .cbrt,
            .erfc, .erfInverse, .logGamma, .trunc, .populationCount:
            throw .meaningless("\(self)", x)
        }
    }
}

extension Binary {
    fileprivate func overParts(
        _ a: ComplexParts, _ b: ComplexParts, _ x: Tensor
    ) throws(OpError) -> ComplexParts {
        switch self {
        case .add: return a + b
        case .subtract: return a - b
        case .multiply: return a * b
        case .divide: return a / b
        case .power: return a.power(b)
        case .maximum, .minimum, .remainder, .and, .or, .xor, .shiftLeft, .shiftRight,
            .atan2, .hypot, .copySign, .nextAfter:
            throw .meaningless("\(self)", x)
        }
    }
}

extension Tensor {
    /// To, from or between complex types. A real target takes the real parts, as in JAX and PyTorch;
    /// bool says whether either part differs from 0.
    fileprivate func convertedParts(to dtype: DType) -> Tensor {
        guard self.dtype.isComplex else {
            let re = asType(dtype.realType)
            return ComplexParts(re, .zeros(shape, dtype: re.dtype)).tensor
        }
        let parts = ComplexParts(self)
        if dtype == .bool { return .record(.unary(.not), parts.isZero) }
        return dtype.isComplex
            ? parts.map { $0.asType(dtype.realType) }.tensor : parts.re.asType(dtype)
    }
}

extension ComplexParts {
    /// The product over some axes: halves are multiplied until one number is left.
    fileprivate func product(_ axes: InlineInts) -> ComplexParts {
        let kept = re.shape.indices.filter { !axes.contains($0) }
        let shape = Shape(kept.map { re.shape[$0] })
        let order = kept + Array(axes)
        var rest = map {
            $0.transposed(order).reshaped(
                Shape(Array(shape) + [axes.reduce(1) { $0 * re.shape[$1] }]))
        }
        let axis = kept.count
        while rest.re.shape[axis] > 1 {
            let count = rest.re.shape[axis]
            let half = count / 2
            let all = rest
            let product =
                all.map { $0.slice(0..<half, axis: axis) }
                * all.map { $0.slice(half..<2 * half, axis: axis) }
            rest =
                count % 2 == 0
                ? product
                : ComplexParts(
                    concatenated(
                        [product.re, all.re.slice(count - 1..<count, axis: axis)], axis: axis),
                    concatenated(
                        [product.im, all.im.slice(count - 1..<count, axis: axis)], axis: axis))
        }
        guard rest.re.shape[axis] == 1 else {
            return ComplexParts(.ones(shape, dtype: re.dtype), .zeros(shape, dtype: re.dtype))
        }
        return rest.map { $0.reshaped(shape) }
    }
}
