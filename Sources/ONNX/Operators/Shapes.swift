import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// The same elements under other axes.
    static let shapes: [OnnxOperator] = [
        OnnxOperator(value: "Identity", [1, 13, 14, 16, 19, 21, 23, 24, 25]) { call in
            guard call.has(0) else { return .none }
            return try call.value(0)
        },
        moved("Reshape", [1, 5, 13, 14, 19, 21, 23, 24, 25], target: reshape),
        moved("Flatten", [1, 9, 11, 13, 21, 23, 24, 25]) { call, shape in
            let given = try call.int("axis", 1)
            let axis = given < 0 ? given + shape.rank : given
            try call.require(
                (0...shape.rank).contains(axis), "axis \(given) is out of range for \(shape)")
            return [shape[..<axis].reduce(1, *), shape[axis...].reduce(1, *)]
        },
        moved("Squeeze", [1, 11, 13, 21, 23, 24, 25]) { call, shape in
            let given = call.opset < 13 ? try call.ints("axes") : try call.optionalInts(1)
            guard let given else { return shape.filter { $0 != 1 } }
            let axes = try call.axes(given, rank: shape.rank)
            try call.require(
                axes.allSatisfy { shape[$0] == 1 }, "axes \(given) of \(shape) are not all 1")
            return shape.indices.filter { !axes.contains($0) }.map { shape[$0] }
        },
        moved("Unsqueeze", [1, 11, 13, 21, 23, 24, 25]) { call, shape in
            let given = call.opset < 13 ? try call.ints("axes") ?? [] : try call.ints(1)
            let rank = shape.rank + given.count
            let axes = Set(try call.axes(given, rank: rank))
            var rest = Array(shape)[...]
            return (0..<rank).map { axes.contains($0) ? 1 : rest.removeFirst() }
        },
        OnnxOperator(value: "Transpose", [1, 13, 21, 23, 24, 25]) { call in
            let rank = try call.shape(0).rank
            let order = try call.ints("perm") ?? Array((0..<rank).reversed())
            let axes = try call.axes(order, rank: rank)
            try call.require(axes.count == rank, "perm \(order) does not list \(rank) axes")
            return try call.rearranged { $0.transposed(axes) }
        },
        OnnxOperator(value: "Expand", [8, 13]) { call in
            let shape = try call.shape(0)
            let target = try Shape.broadcast(shape, call.size(call.ints(1)), op: "Expand")
            return try call.rearranged { $0.broadcast(to: target) }
        },
        OnnxOperator(value: "Tile", [1, 6, 13]) { call in
            let shape = try call.shape(0)
            let counts = try call.ints(1)
            try call.require(
                counts.count == shape.rank && counts.allSatisfy { $0 >= 0 },
                "\(counts) is no number of copies for \(shape)")
            _ = try call.size(zip(shape, counts).map { try Self.product($0, $1) })
            return try call.rearranged { $0.tiled(counts) }
        },
        OnnxOperator(value: "Concat", [1, 4, 11, 13], concat),
        OnnxOperator(results: "Split", [1, 2, 11, 13, 18], split),
        OnnxOperator("DepthToSpace", [1, 11, 13, 28]) { call in
            let (x, size) = (
                try call.tensor(0), try call.required(call.int("blocksize"), "blocksize")
            )
            let (n, c, h, w) = try call.picture(x)
            try call.require(
                (1...1 << 16).contains(size) && c % (size * size) == 0,
                "\(c) channels are no blocks of \(size)")
            let depth = c / (size * size)
            let isDepthFirst = try call.text("mode", "DCR") == "DCR"
            let parts: Shape =
                isDepthFirst ? [n, size, size, depth, h, w] : [n, depth, size, size, h, w]
            return x.reshaped(parts).transposed(
                isDepthFirst ? [0, 3, 4, 1, 5, 2] : [0, 1, 4, 2, 5, 3]
            )
            .reshaped([n, depth, h * size, w * size])
        },
        OnnxOperator("SpaceToDepth", [1, 13, 28]) { call in
            let (x, size) = (
                try call.tensor(0), try call.required(call.int("blocksize"), "blocksize")
            )
            let (n, c, h, w) = try call.picture(x)
            try call.require(
                (1...1 << 16).contains(size) && h % size == 0 && w % size == 0,
                "\(h) x \(w) are no blocks of \(size)")
            let isDepthFirst = try call.text("mode", "DCR") == "DCR"
            return x.reshaped([n, c, h / size, size, w / size, size])
                .transposed(isDepthFirst ? [0, 3, 5, 1, 2, 4] : [0, 1, 3, 5, 2, 4])
                .reshaped([n, c * size * size, h / size, w / size])
        },
    ]

    /// An operator that gives the elements a shape, which is found from the old one.
    private static func moved(
        _ name: String, _ versions: [Int],
        target: @escaping @Sendable (OnnxCall, Shape) throws -> [Int]
    ) -> OnnxOperator {
        OnnxOperator(value: name, versions) { call in
            let shape = try call.shape(0)
            let target = try call.size(target(call, shape))
            try call.require(
                target.elementCount == shape.elementCount,
                "\(shape) does not have the elements of \(target)")
            if case .strings(let texts, _) = try call.value(0) { return .strings(texts, target) }
            return try call.value(0).with(call.tensor(0).reshaped(target))
        }
    }

    private static func product(_ a: Int, _ b: Int) throws -> Int {
        let (product, overflow) = a.multipliedReportingOverflow(by: b)
        guard !overflow else {
            throw OnnxFault("a size overflows", fix: "check what wrote the file")
        }
        return product
    }

    /// 0 keeps a size (unless `allowzero`), -1 is found from the others.
    private static func reshape(_ call: OnnxCall, _ shape: Shape) throws -> [Int] {
        let request =
            call.opset < 5
            ? try call.required(call.ints("shape"), "shape") : try call.ints(1)
        let keepsZero = try call.flag("allowzero")
        var sizes: [Int] = []
        for (axis, size) in request.enumerated() {
            if size == 0, !keepsZero {
                try call.require(axis < shape.rank, "size 0 at \(axis) keeps no axis of \(shape)")
                sizes.append(shape[axis])
            } else {
                sizes.append(size)
            }
        }
        guard let unknown = sizes.firstIndex(of: -1) else { return sizes }
        let known = try sizes.indices.reduce(1) { total, axis in
            axis == unknown ? total : try product(total, sizes[axis])
        }
        try call.require(
            known > 0 && shape.elementCount % known == 0
                || known == 0 && shape.elementCount == 0,
            "\(request) does not divide the elements of \(shape)")
        sizes[unknown] = known == 0 ? 0 : shape.elementCount / known
        return sizes
    }

    private static func concat(_ call: OnnxCall) throws -> OnnxValue {
        let rank = try call.shape(0).rank
        let axis = try call.axis(call.int("axis", 1), rank: rank)
        if case .strings = try call.value(0) { return try TextArrays.joined(call, axis: axis) }
        let tensors = try call.tensors()
        try call.require(
            tensors.allSatisfy { $0.rank == rank }, "inputs differ in their number of axes")
        let turned = tensors.filter { $0.isChannelsFirstView }
        // Pictures stay turned when their channels are joined.
        if axis == 1, !turned.isEmpty {
            return .tensor(
                concatenated(tensors.map(\.channelsLast), axis: rank - 1).channelsFirst)
        }
        return try call.value(0).with(concatenated(tensors, axis: axis))
    }

    private static func split(_ call: OnnxCall) throws -> [OnnxValue] {
        let shape = try call.shape(0)
        let axis = try call.axis(call.int("axis", 0), rank: shape.rank)
        let given = call.opset < 13 ? try call.ints("split") : try call.optionalInts(1)
        var sizes: [Int]
        if let given {
            sizes = given
        } else {
            let count = max(try call.int("num_outputs", call.outputCount), 1)
            try call.require(
                count <= max(call.outputCount, shape[axis]), "num_outputs is \(count) of \(shape)")
            let chunk = (shape[axis] + count - 1) / count
            sizes = (0..<count).map { min(chunk, max(0, shape[axis] - $0 * chunk)) }
        }
        try call.require(
            sizes.allSatisfy { $0 >= 0 } && sizes.reduce(0, &+) == shape[axis],
            "parts of \(sizes) do not make up axis \(axis) of \(shape)")
        var start = 0
        return try sizes.map { size in
            defer { start += size }
            let range = start..<start + size
            return try call.rearranged { $0.slice(range, axis: axis) }
        }
    }
}

extension Tensor {
    /// Whether the tensor is recorded as a channels-first view of another one.
    var isChannelsFirstView: Bool {
        guard rank > 2, case .transpose(let axes) = node.primitive else { return false }
        return Array(axes) == [0, rank - 1] + Array(1..<rank - 1) && !node.inputs.isEmpty
    }
}

extension OnnxCall {
    /// The sizes of `[batch, channels, height, width]`.
    func picture(_ x: Tensor) throws(OnnxFault) -> (Int, Int, Int, Int) {
        try require(x.rank == 4, "the input has the shape \(x.shape), not [n, c, h, w]")
        return (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
    }

    /// The first input with its elements moved: of text, the places are moved and looked up.
    func rearranged(_ function: (Tensor) throws -> Tensor) throws -> OnnxValue {
        guard case .strings(let texts, let shape) = try value(0) else {
            return try value(0).with(function(tensor(0)))
        }
        let places = try function(Tensor.iota([texts.count]).reshaped(shape))
        return .strings(places.array(as: Int.self).map { texts[$0] }, places.shape)
    }
}

/// Arrays of text.
enum TextArrays {
    /// The inputs joined along an axis.
    static func joined(_ call: OnnxCall, axis: Int) throws -> OnnxValue {
        var (texts, parts): ([String], [Tensor]) = ([], [])
        for index in 0..<call.inputCount {
            let (values, shape) = try call.strings(index)
            parts.append((Tensor.iota([values.count]) + texts.count).reshaped(shape))
            texts += values
        }
        let places = concatenated(parts, axis: axis)
        return .strings(places.array(as: Int.self).map { texts[$0] }, places.shape)
    }
}
