extension Primitive {
    /// What the primitive is told beside its operands and cannot be read off its result's shape, as
    /// in `axes: [0, 1]`.
    var attributes: [String] {
        switch self {
        case .parameter(let number): ["\(number)"]
        case .constant(let value): ["\(value)"]
        case .identity, .stopGradient, .unary, .binary, .compare, .select, .convert, .reshape,
            .gatherRows, .dynamicSlice, .dynamicUpdate, .randomBits, .barrier, .conditional,
            .result, .complexParts, .complexFromParts:
            []
        case .broadcast(_, let axes), .transpose(let axes), .reduce(_, let axes),
            .reverse(let axes):
            ["axes: \(axes)"]
        case .slice(let starts, let limits, let strides):
            ["starts: \(starts)", "limits: \(limits)"]
                + (strides.allSatisfy { $0 == 1 } ? [] : ["strides: \(strides)"])
        case .pad(let low, let high, let value):
            ["low: \(low)", "high: \(high)", "value: \(value)"]
        case .concatenate(let axis), .iota(_, let axis), .argReduce(_, let axis): ["axis: \(axis)"]
        case .scatterRows(let mode): ["\(mode)"]
        case .argSort(let axis, let descending, _):
            ["axis: \(axis)"] + (descending ? ["descending"] : [])
        case .cumulative(_, let axis, let reversed), .linearRecurrence(let axis, let reversed):
            ["axis: \(axis)"] + (reversed ? ["reversed"] : [])
        case .matmul(let transposeLHS, let transposeRHS):
            (transposeLHS ? ["transposeLHS"] : []) + (transposeRHS ? ["transposeRHS"] : [])
        case .convolution(let window), .convolutionInputGradient(let window, _),
            .convolutionFilterGradient(let window, _):
            window.attributes
        case .pool(_, let window), .maxPoolGradient(let window),
            .averagePoolGradient(let window, _):
            window.attributes
        case .fourier(let kind): ["\(kind)"]
        case .scan(let scan):
            ["length: \(scan.length)"] + (scan.isReversed ? ["reversed"] : [])
        case .whileLoop(let loop): loop.maxSteps.map { ["maxSteps: \($0)"] } ?? []
        case .matrix(let routine): routine.attributes
        case .composite(let composite):
            composite.attributes.isEmpty ? [] : ["\(composite.attributes)"]
        }
    }
}

extension ConvolutionWindow {
    fileprivate var attributes: [String] {
        (strides == [1, 1] ? [] : ["strides: \(strides)"])
            + (dilations == [1, 1] ? [] : ["dilations: \(dilations)"])
            + padding.attributes + (groups == 1 ? [] : ["groups: \(groups)"])
    }
}

extension PoolWindow {
    fileprivate var attributes: [String] {
        ["size: \(size)", "strides: \(strides)"] + padding.attributes
            + (countsPadding ? ["countsPadding"] : [])
    }
}

extension Padding {
    /// Top, bottom, left and right.
    fileprivate var attributes: [String] {
        self == Padding() ? [] : ["padding: [\(top), \(bottom), \(left), \(right)]"]
    }
}
