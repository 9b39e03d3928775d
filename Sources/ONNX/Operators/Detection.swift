import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// Boxes and regions of pictures.
    static let detection: [OnnxOperator] = [
        OnnxOperator("NonMaxSuppression", [10, 11], suppressed),
        OnnxOperator("RoiAlign", [10, 16, 22]) { try RegionNode($0).aligned() },
        OnnxOperator("MaxRoiPool", [1, 22]) { try RegionNode($0).maxPooled() },
        OnnxOperator("DeformConv", [19, 22], deformable),
    ]

    /// For each class the best boxes, without those that overlap a better one too much.
    private static func suppressed(_ call: OnnxCall) throws -> Tensor {
        let (boxes, scores) = (try call.known(0), try call.known(1))
        try call.require(
            boxes.rank == 3 && scores.rank == 3 && boxes.shape[2] == 4
                && boxes.shape[0] == scores.shape[0] && boxes.shape[1] == scores.shape[2],
            "boxes \(boxes.shape) do not fit scores \(scores.shape)")
        let most = call.has(2) ? try call.integer(2) : 0
        let overlap = call.has(3) ? try call.number(3) : 0
        let least = call.has(4) ? try call.number(4) : nil
        let isCentered = try call.int("center_point_box", 0) == 1
        let (count, classes) = (boxes.shape[1], scores.shape[1])
        let corners = boxes.array(as: Double.self)
        let numbers = scores.array(as: Double.self)
        func box(_ example: Int, _ index: Int) -> Box {
            Box(corners[((example * count + index) * 4)...].prefix(4), isCentered: isCentered)
        }
        var found: [Int64] = []
        for example in 0..<boxes.shape[0] {
            for label in 0..<classes {
                let start = (example * classes + label) * count
                let candidates = (0..<count)
                    .filter { index in least.map { numbers[start + index] > $0 } ?? true }
                    .sorted { a, b in
                        let (first, second) = (numbers[start + a], numbers[start + b])
                        return first > second || first == second && a < b
                    }
                var kept: [Box] = []
                for index in candidates where kept.count < most {
                    let own = box(example, index)
                    guard !kept.contains(where: { $0.overlap(own) > overlap }) else { continue }
                    kept.append(own)
                    found += [Int64(example), Int64(label), Int64(index)]
                }
            }
        }
        return Tensor(found, shape: [found.count / 3, 3])
    }

    /// A convolution whose elements are read at places that an input moves.
    private static func deformable(_ call: OnnxCall) throws -> Tensor {
        let (x, filter, offset) = (try call.tensor(0), try call.tensor(1), try call.tensor(2))
        let groups = try call.int("group", 1)
        let offsetGroups = try call.int("offset_group", 1)
        try call.require(
            x.rank == 4 && filter.rank == 4 && offset.rank == 4 && groups > 0 && offsetGroups > 0
                && filter.shape[1] * groups == x.shape[1] && filter.shape[0] % groups == 0
                && x.shape[1] % offsetGroups == 0,
            "a filter \(filter.shape) does not fit \(x.shape)")
        let kernel = Array(filter.shape.dropFirst(2))
        let window = try SpatialWindow(call, x, kernel: kernel)
        let (batch, taps) = (x.shape[0], kernel[0] * kernel[1])
        let positions = window.positions
        let area = positions[0] * positions[1]
        try call.require(
            Array(offset.shape) == [batch, offsetGroups * taps * 2] + positions,
            "offsets \(offset.shape) do not fit \(positions)")
        // [batch, offset groups, taps, 2, positions].
        let moves = offset.asType(.float32).reshaped([batch, offsetGroups, taps, 2, area])
        let mask = try call.optional(4).map {
            $0.asType(.float32).reshaped([batch, offsetGroups, taps, area])
        }
        let place = (0..<2).map { axis -> Tensor in
            var starts: [Float] = []
            for tap in 0..<taps {
                let element = axis == 0 ? tap / kernel[1] : tap % kernel[1]
                for position in 0..<area {
                    let start = axis == 0 ? position / positions[1] : position % positions[1]
                    let first = start * window.strides[axis] - window.before[axis]
                    starts.append(Float(first + element * window.dilations[axis]))
                }
            }
            return Tensor(starts, shape: [taps, area])
        }
        let each = x.shape[1] / offsetGroups
        // The elements under every window: [batch, taps, area, channels].
        let columns = (0..<offsetGroups).map { group -> Tensor in
            let part = x.slice(group * each..<(group + 1) * each, axis: 1)
            let own = moves.slice(group..<group + 1, axis: 1).squeezed(axis: 1)
            let points = (0..<2).map { axis -> Tensor in
                own.slice(axis..<axis + 1, axis: 2).squeezed(axis: 2) + place[axis]
            }
            let read = PositionSampler(part).sampled(at: points)
            guard let mask else { return read }
            let weight = mask.slice(group..<group + 1, axis: 1).squeezed(axis: 1)
            return read * weight.expandedDims(axis: -1).asType(read.dtype)
        }
        let all = concatenated(columns, axis: 3)
        let (inputs, outputs) = (x.shape[1] / groups, filter.shape[0] / groups)
        let sums = (0..<groups).map { group -> Tensor in
            let part = all.slice(group * inputs..<(group + 1) * inputs, axis: 3)
            let weights = filter.slice(group * outputs..<(group + 1) * outputs, axis: 0)
                .reshaped([outputs, inputs, taps])
            return einsum("btpc,oct->bop", part, weights)
        }
        var y = concatenated(sums, axis: 1)
        if let bias = try call.optional(3) { y = y + bias.reshaped([-1, 1]) }
        return y.reshaped(Shape([batch, filter.shape[0]] + positions)).asType(x.dtype)
    }
}

/// A box by its corners.
private struct Box {
    private let top, left, bottom, right: Double

    /// Two opposite corners `y, x, y, x`, or the centre `x, y` with width and height.
    init(_ numbers: ArraySlice<Double>, isCentered: Bool) {
        let n = Array(numbers)
        if isCentered {
            (left, right) = (n[0] - n[2] / 2, n[0] + n[2] / 2)
            (top, bottom) = (n[1] - n[3] / 2, n[1] + n[3] / 2)
        } else {
            (top, bottom) = (min(n[0], n[2]), max(n[0], n[2]))
            (left, right) = (min(n[1], n[3]), max(n[1], n[3]))
        }
    }

    private var area: Double { (bottom - top) * (right - left) }

    /// The common area as a share of the joint one.
    func overlap(_ other: Box) -> Double {
        let height = min(bottom, other.bottom) - max(top, other.top)
        let width = min(right, other.right) - max(left, other.left)
        guard height > 0, width > 0 else { return 0 }
        let common = height * width
        return common / (area + other.area - common)
    }
}

/// `RoiAlign` and `MaxRoiPool`: a grid of numbers for each region of a picture.
private struct RegionNode {
    private let call: OnnxCall
    private let x: Tensor
    private let regions: [Double]
    private let columns: Int
    private let count: Int

    init(_ call: OnnxCall) throws {
        self.call = call
        x = try call.tensor(0)
        let boxes = try call.known(1)
        try call.require(
            x.rank == 4 && boxes.rank == 2 && boxes.shape[1] >= 4 && !x.shape.contains(0),
            "regions \(boxes.shape) of \(x.shape)")
        regions = boxes.array(as: Double.self)
        (columns, count) = (boxes.shape[1], boxes.shape[0])
    }

    /// Means, or maxima, of points between the elements.
    ///
    /// - Source: He et al. (2017), arXiv:1703.06870.
    func aligned() throws -> Tensor {
        let batch = try call.ints(2)
        try call.require(
            batch.count == count && batch.allSatisfy { (0..<x.shape[0]).contains($0) },
            "batch_indices are \(batch.prefix(8))")
        let height = try call.int("output_height", 1)
        let width = try call.int("output_width", 1)
        try call.require((1...4096).contains(height) && (1...4096).contains(width), "the grid")
        let scale = try call.float("spatial_scale", 1)
        let samples = try call.int("sampling_ratio", 0)
        let isMax = try call.text("mode", "avg") == "max"
        let usual = call.opset < 16 ? "output_half_pixel" : "half_pixel"
        let isHalf =
            try call.text("coordinate_transformation_mode", usual) == "half_pixel"
        let table = x.channelsLast.reshaped([-1, x.shape[1]])
        let results = try (0..<count).map { region -> Tensor in
            let box = (0..<4).map { regions[region * columns + $0] * scale - (isHalf ? 0.5 : 0) }
            var (w, h) = (box[2] - box[0], box[3] - box[1])
            if !isHalf { (w, h) = (max(w, 1), max(h, 1)) }
            let (binH, binW) = (h / Double(height), w / Double(width))
            let rows = samples > 0 ? samples : max(0, Int(min(binH.rounded(.up), 1e4)))
            let lines = samples > 0 ? samples : max(0, Int(min(binW.rounded(.up), 1e4)))
            guard rows > 0, lines > 0 else {
                return Tensor.zeros([height * width, x.shape[1]], dtype: x.dtype)
            }
            try call.require(rows * lines * height * width < 1 << 26, "a region is too large")
            var (places, weights): ([[Int]], [[Double]]) = (
                Array(repeating: [], count: 4), Array(repeating: [], count: 4)
            )
            for bin in 0..<height * width {
                for sample in 0..<rows * lines {
                    let y =
                        box[1] + Double(bin / width) * binH
                        + (Double(sample / lines) + 0.5) * binH / Double(rows)
                    let x =
                        box[0] + Double(bin % width) * binW
                        + (Double(sample % lines) + 0.5) * binW / Double(lines)
                    let corners = corners(y, x, batch[region])
                    for corner in 0..<4 {
                        places[corner].append(corners[corner].place)
                        weights[corner].append(corners[corner].weight)
                    }
                }
            }
            let parts = (0..<4).map { corner in
                table.taking(Tensor(places[corner]))
                    * Tensor(weights[corner], shape: [places[corner].count, 1]).asType(x.dtype)
            }
            let joined = parts.dropFirst().reduce(parts[0]) { isMax ? maximum($0, $1) : $0 + $1 }
            let bins = joined.reshaped([height * width, rows * lines, x.shape[1]])
            return isMax ? bins.max(axis: 1) : bins.mean(axis: 1)
        }
        guard !results.isEmpty else {
            return Tensor.zeros([0, x.shape[1], height, width], dtype: x.dtype)
        }
        return stacked(results, axis: 0).reshaped([count, height, width, x.shape[1]])
            .channelsFirst
    }

    /// The four elements around a point, with their shares of it.
    private func corners(
        _ y: Double, _ x: Double, _ example: Int
    ) -> [(place: Int, weight: Double)] {
        let (height, width) = (self.x.shape[2], self.x.shape[3])
        guard y >= -1, y <= Double(height), x >= -1, x <= Double(width) else {
            return Array(repeating: (0, 0), count: 4)
        }
        func split(_ value: Double, _ size: Int) -> (low: Int, high: Int, share: Double) {
            let low = Int(max(value, 0))
            return low >= size - 1
                ? (size - 1, size - 1, 0) : (low, low + 1, max(value, 0) - Double(low))
        }
        let (v, h) = (split(y, height), split(x, width))
        func place(_ row: Int, _ column: Int) -> Int { (example * height + row) * width + column }
        return [
            (place(v.low, h.low), (1 - v.share) * (1 - h.share)),
            (place(v.low, h.high), (1 - v.share) * h.share),
            (place(v.high, h.low), v.share * (1 - h.share)),
            (place(v.high, h.high), v.share * h.share),
        ]
    }

    /// The largest elements of the parts of each region.
    func maxPooled() throws -> Tensor {
        let shape = try call.required(call.ints("pooled_shape"), "pooled_shape")
        try call.require(
            columns == 5 && shape.count == 2 && shape.allSatisfy { (1...4096).contains($0) },
            "pooled_shape is \(shape)")
        let scale = try call.float("spatial_scale", 1)
        let results = try (0..<count).map { region -> Tensor in
            let numbers = regions[(region * columns)...].prefix(columns).map { $0 }
            let example = Int(numbers[0])
            try call.require((0..<self.x.shape[0]).contains(example), "region \(region)")
            let corner = (1..<5).map { Int((numbers[$0] * scale).rounded()) }
            func ranges(_ start: Int, _ end: Int, _ parts: Int, _ size: Int) -> [Range<Int>] {
                let width = Double(max(end - start + 1, 1)) / Double(parts)
                return (0..<parts).map { part in
                    let low = Int((Double(part) * width).rounded(.down)) + start
                    let high = Int((Double(part + 1) * width).rounded(.up)) + start
                    let first = min(max(low, 0), size)
                    return first..<max(first, min(max(high, 0), size))
                }
            }
            let picture = x[example]
            let rows = ranges(corner[1], corner[3], shape[0], x.shape[2])
            let lines = ranges(corner[0], corner[2], shape[1], x.shape[3])
            let bins = rows.flatMap { row in
                lines.map { line in
                    row.isEmpty || line.isEmpty
                        ? Tensor.zeros([x.shape[1]], dtype: x.dtype)
                        : picture.slice(row, axis: 1).slice(line, axis: 2).max(axes: [1, 2])
                }
            }
            return stacked(bins, axis: 1).reshaped(Shape([x.shape[1]] + shape))
        }
        guard !results.isEmpty else {
            return Tensor.zeros(Shape([0, x.shape[1]] + shape), dtype: x.dtype)
        }
        return stacked(results, axis: 0)
    }
}
