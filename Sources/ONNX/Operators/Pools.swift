import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// One number for the elements under a window, or for all positions.
    static let pools: [OnnxOperator] = [
        OnnxOperator(results: "MaxPool", [1, 8, 10, 11, 12, 22], maxPool),
        OnnxOperator("AveragePool", [1, 7, 10, 11, 19, 22], averagePool),
        OnnxOperator("LpPool", [1, 2, 11, 18, 22]) { call in
            let x = try call.tensor(0)
            let p = try call.float("p", 2)
            let windows = try WindowElements(call, x)
            return pow(pow(abs(windows.elements(x, outside: 0)), p).sum(axis: -1), 1 / p)
                .asType(x.dtype)
        },
        global("GlobalAveragePool", [1, 22]) { $0.mean(axes: $1, keepDims: true) },
        global("GlobalMaxPool", [1, 22]) { $0.max(axes: $1, keepDims: true) },
        OnnxOperator("GlobalLpPool", [1, 2, 22]) { call in
            let x = try call.tensor(0)
            let p = try call.float("p", 2)
            return pow(
                pow(abs(x), p).sum(axes: Array(2..<max(2, x.rank)), keepDims: true), 1 / p)
        },
        OnnxOperator("MaxUnpool", [9, 11, 22], maxUnpool),
    ]

    private static func global(
        _ name: String, _ versions: [Int], _ function: @escaping @Sendable (Tensor, [Int]) -> Tensor
    ) -> OnnxOperator {
        OnnxOperator(name, versions) { call in
            let x = try call.tensor(0)
            try call.require(x.rank > 2, "the input \(x.shape) has no positions")
            return function(x.channelsLast, Array(1..<x.rank - 1)).channelsFirst
        }
    }

    private static func kernel(_ call: OnnxCall) throws -> [Int] {
        try call.required(call.ints("kernel_shape"), "kernel_shape")
    }

    private static func maxPool(_ call: OnnxCall) throws -> [OnnxValue] {
        let x = try call.tensor(0)
        let window = try SpatialWindow(call, x, kernel: kernel(call))
        let wantsPlaces = call.outputCount > 1 && !call.node.outputs[1].isEmpty
        if !wantsPlaces, x.rank == 4, x.dtype.isFloatingPoint,
            window.dilations.allSatisfy({ $0 == 1 })
        {
            let y = maxPool2D(
                x.channelsLast, size: window.kernel, stride: window.strides,
                padding: window.padding(filling: x))
            return [.tensor(y.channelsFirst)]
        }
        let windows = try WindowElements(call, x)
        let elements = windows.elements(x, outside: x.dtype.isFloatingPoint ? -.infinity : nil)
        let values = elements.max(axis: -1)
        guard wantsPlaces else { return [.tensor(values)] }
        let best = elements.argMax(axis: -1, keepDims: true)
        let isColumnMajor = try call.flag("storage_order")
        let table = Tensor(
            windows.places(of: x, isColumnMajor: isColumnMajor), shape: windows.shape
        )
        .broadcast(to: elements.shape)
        let places = table.takingAlong(axis: -1, best).squeezed(axis: -1)
        // Counted through all channels and examples.
        let size = x.shape.dropFirst(2).reduce(1, *)
        let planes = Tensor.iota([x.shape[0] * x.shape[1]], dtype: .int64) * size
        let ones = Array(repeating: 1, count: x.rank - 2)
        return [
            .tensor(values),
            .tensor(places + planes.reshaped(Shape([x.shape[0], x.shape[1]] + ones))),
        ]
    }

    private static func averagePool(_ call: OnnxCall) throws -> Tensor {
        let x = try call.tensor(0)
        let window = try SpatialWindow(call, x, kernel: kernel(call))
        let countsPadding = try call.flag("count_include_pad")
        if x.rank == 4, window.dilations.allSatisfy({ $0 == 1 }),
            !(countsPadding && window.isCeiling)
        {
            return averagePool2D(
                x.channelsLast, size: window.kernel, stride: window.strides,
                padding: window.padding(filling: x), countsPadding: countsPadding
            ).channelsFirst
        }
        let windows = try WindowElements(call, x)
        let counts = windows.counts(of: x, includingPadding: countsPadding)
        let sums = windows.elements(x, outside: 0).sum(axis: -1)
        return (sums / Tensor(counts, shape: Shape(windows.window.positions)).asType(sums.dtype))
            .asType(x.dtype)
    }

    private static func maxUnpool(_ call: OnnxCall) throws -> Tensor {
        let (x, places) = (try call.tensor(0), try call.tensor(1))
        try call.require(
            x.rank > 2 && places.shape == x.shape, "places \(places.shape) do not fit \(x.shape)")
        let count = x.rank - 2
        let kernel = try kernel(call)
        let strides = try call.perAxis("strides", count, 1)
        let pads = try call.ints("pads") ?? Array(repeating: 0, count: 2 * count)
        try call.require(kernel.count == count && pads.count == 2 * count, "a window \(kernel)")
        let natural = (0..<count).map { axis in
            (x.shape[axis + 2] - 1) * strides[axis] - pads[axis] - pads[axis + count] + kernel[axis]
        }
        let inferred = try call.size(Array(x.shape.prefix(2)) + natural)
        let flat = Tensor.zeros([inferred.elementCount], dtype: x.dtype)
            .scattered(x.reshaped([-1]), at: places.reshaped([-1])).reshaped(inferred)
        guard let wanted = try call.optionalInts(2) else { return flat }
        let target = try call.size(wanted)
        try call.require(
            target.rank == x.rank && target.indices.allSatisfy { target[$0] >= inferred[$0] },
            "output_shape \(wanted) is smaller than \(inferred)")
        return flat.padded(
            low: target.map { _ in 0 }, high: target.indices.map { target[$0] - inferred[$0] })
    }
}

/// The elements under every window, for what Lamina's pooling does not do: dilated windows, places of
/// the largest, ceilings.
struct WindowElements {
    let window: SpatialWindow
    /// For each position and element of its window the place among the input's positions, -1 outside.
    private let table: [Int]
    private let inputs: [Int]

    init(_ call: OnnxCall, _ x: Tensor) throws {
        let kernel = try call.required(call.ints("kernel_shape"), "kernel_shape")
        let window = try SpatialWindow(call, x, kernel: kernel)
        let sizes = Array(x.shape.dropFirst(2))
        (self.window, inputs) = (window, sizes)
        let size = window.positions.reduce(1, *) * kernel.reduce(1, *)
        try call.require(size < 1 << 28, "the windows hold \(size) elements")
        var rows = [[0]]
        for axis in kernel.indices {
            let (positions, inputs) = (window.positions[axis], sizes[axis])
            rows = rows.flatMap { row in
                (0..<positions).map { position in
                    row.flatMap { start in
                        (0..<kernel[axis]).map { element in
                            let place =
                                position * window.strides[axis] - window.before[axis]
                                + element * window.dilations[axis]
                            return start < 0 || place < 0 || place >= inputs
                                ? -1 : start * inputs + place
                        }
                    }
                }
            }
        }
        table = rows.flatMap { $0 }
    }

    /// The positions' sizes and the number of elements in a window.
    var shape: Shape { Shape(window.positions + [window.kernel.reduce(1, *)]) }

    /// `[batch, channels, positions…, elements]`.
    func elements(_ x: Tensor, outside: Double?) -> Tensor {
        let flat = x.reshaped(Shape([x.shape[0], x.shape[1], -1]))
        let places = Tensor(table.map { max($0, 0) })
        let taken = flat.taking(places, axis: 2)
            .reshaped(Shape([x.shape[0], x.shape[1]] + shape))
        guard table.contains(-1) else { return taken }
        let isInside = Tensor(table.map { $0 >= 0 }, shape: shape)
        return LaminaTensor.select(
            isInside, taken, Tensor.full(outside ?? x.dtype.least, [], dtype: x.dtype))
    }

    /// The places in the input's own order, or with the first spatial axis innermost.
    func places(of x: Tensor, isColumnMajor: Bool) -> [Int] {
        guard isColumnMajor else { return table }
        return table.map { place in
            guard place >= 0 else { return -1 }
            var (rest, result) = (place, 0)
            var coordinates: [Int] = []
            for size in inputs.reversed() {
                coordinates.append(rest % size)
                rest /= size
            }
            // `coordinates` begins with the last axis, which is now the outermost.
            for (coordinate, size) in zip(coordinates, inputs.reversed()) {
                result = result * size + coordinate
            }
            return result
        }
    }

    /// How many elements each position's average is over.
    func counts(of x: Tensor, includingPadding: Bool) -> [Double] {
        let width = window.kernel.reduce(1, *)
        guard includingPadding else {
            return stride(from: 0, to: table.count, by: width).map { start in
                Double(table[start..<start + width].count { $0 >= 0 })
            }
        }
        // What a ceiling adds behind the padding does not count.
        var counts = [1.0]
        for axis in inputs.indices {
            counts = counts.flatMap { count in
                (0..<window.positions[axis]).map { position in
                    let start = position * window.strides[axis] - window.before[axis]
                    let limit = inputs[axis] + window.after[axis]
                    let inside = (0..<window.kernel[axis]).count {
                        start + $0 * window.dilations[axis] < limit
                    }
                    return count * Double(inside)
                }
            }
        }
        return counts
    }
}

extension DType {
    /// The smallest number of the type.
    var least: Double {
        switch self {
        case .int8: -128
        case .int16: -32768
        case .int32: -2_147_483_648
        case .int64: -9_223_372_036_854_775_808
        case .uint8, .uint16, .uint32, .uint64, .bool: 0
        default: -.infinity
        }
    }
}
