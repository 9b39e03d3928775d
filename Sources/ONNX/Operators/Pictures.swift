import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// Pictures sampled anew.
    static let pictures: [OnnxOperator] = [
        OnnxOperator("Resize", [10, 11, 13, 18, 19], settings: [1, 2]) {
            try ResizeNode($0).result()
        },
        OnnxOperator("Upsample", [1, 7, 9, 10], settings: [1]) { try ResizeNode($0).result() },
        OnnxOperator("GridSample", [16, 20, 22], gridSample),
        OnnxOperator("AffineGrid", [20], affineGrid),
    ]

    private static func gridSample(_ call: OnnxCall) throws -> Tensor {
        let (x, grid) = (try call.tensor(0), try call.tensor(1))
        let count = x.rank - 2
        try call.require(
            (1...3).contains(count) && grid.rank == x.rank && grid.shape.last == count
                && grid.shape[0] == x.shape[0] && !x.shape.contains(0),
            "a grid \(grid.shape) does not fit \(x.shape)")
        let isAligned = try call.flag("align_corners")
        let wide = grid.asType(.float32)
        let sizes = x.shape.dropFirst(2)
        // The grid's last axis begins with the innermost coordinate.
        let coordinates = sizes.enumerated().map { axis, size -> Tensor in
            let unit = wide.slice(count - 1 - axis..<count - axis, axis: -1).squeezed(axis: -1)
            return isAligned
                ? (unit + 1) / 2 * Double(size - 1) : ((unit + 1) * Double(size) - 1) / 2
        }
        var sampler = PositionSampler(x)
        switch try call.text("mode", "linear") {
        case "nearest": sampler.method = .nearest
        case "linear", "bilinear": sampler.method = .linear
        case "cubic", "bicubic": sampler.method = .cubic
        case let mode:
            throw OnnxFault("mode is '\(mode)'", fix: "it must be nearest, linear or cubic")
        }
        switch try call.text("padding_mode", "zeros") {
        case "zeros": sampler.border = .zeros
        case "border": sampler.border = .edge
        case "reflection": sampler.border = .reflection(aligned: isAligned)
        case let mode:
            throw OnnxFault(
                "padding_mode is '\(mode)'", fix: "it must be zeros, border or reflection")
        }
        return sampler.sampled(at: coordinates).channelsFirst.asType(x.dtype)
    }

    /// The places that an affine map gives to a regular grid from -1 to 1.
    private static func affineGrid(_ call: OnnxCall) throws -> Tensor {
        let theta = try call.tensor(0)
        let size = try call.ints(1)
        let sizes = Array(size.dropFirst(2))
        let count = sizes.count
        _ = try call.size(size)
        try call.require(
            [2, 3].contains(count) && theta.shape == [size[0], count, count + 1],
            "a map \(theta.shape) does not fit the size \(size)")
        let isAligned = try call.flag("align_corners")
        // Coordinates innermost first, then 1.
        var columns: [Tensor] = []
        for axis in sizes.indices.reversed() {
            let n = sizes[axis]
            let values = (0..<n).map { index in
                isAligned
                    ? n == 1 ? 0 : -1 + 2 * Double(index) / Double(n - 1)
                    : (2 * Double(index) + 1) / Double(n) - 1
            }
            var line = Array(repeating: 1, count: count)
            line[axis] = n
            columns.append(Tensor(values, shape: Shape(line)).broadcast(to: Shape(sizes)))
        }
        columns.append(Tensor.ones(Shape(sizes), dtype: .float64))
        let base = stacked(columns, axis: -1).reshaped([-1, count + 1])
        let grid = Tensor.matmul(
            base.broadcast(to: [size[0], base.shape[0], count + 1]), theta.asType(.float64),
            transposeRHS: true)
        return grid.reshaped(Shape([size[0]] + sizes + [count])).asType(theta.dtype)
    }
}

/// `Resize`: along each axis, weights of some elements for each new one.
private struct ResizeNode {
    private let call: OnnxCall
    private let x: Tensor

    init(_ call: OnnxCall) throws {
        self.call = call
        x = try call.tensor(0)
    }

    /// What becomes of one axis.
    private struct Plan {
        var axis: Int
        var size: Int
        var scale: Double
        var region: (start: Double, end: Double)?
    }

    func result() throws -> Tensor {
        let mode = try call.text("mode", "nearest")
        var plans = try plans()
        let wide = mode == "nearest" || x.dtype.isFloatingPoint ? x : x.asType(.float32)
        // Positions of pictures are resized with the channels last.
        let isPicture = x.rank > 2 && plans.allSatisfy { $0.axis >= 2 }
        var y = isPicture ? wide.channelsLast : wide
        for index in plans.indices {
            let size = x.shape[plans[index].axis]
            if isPicture { plans[index].axis -= 1 }
            try call.require(size > 0, "an empty axis is resized")
            y = try resized(y, plans[index], size, mode)
        }
        return (isPicture ? y.channelsFirst : y).asType(x.dtype)
    }

    private func plans() throws -> [Plan] {
        let isUpsample = call.node.operatorType == "Upsample"
        let isOld = isUpsample || call.opset < 11
        let axes = try call.axes(call.ints("axes") ?? Array(x.shape.indices), rank: x.rank)
        let scalesAt = isOld ? 1 : 2
        var scales: [Double] = []
        if let listed = try call.floats("scales") {
            scales = listed.map(Double.init)
        } else if call.has(scalesAt) {
            scales = try call.known(scalesAt).array(as: Double.self)
        }
        let sizes = isOld ? nil : try call.optionalInts(3)
        let regions =
            !isOld && call.has(1) ? try call.known(1).array(as: Double.self) : []
        func region(_ index: Int) -> (Double, Double)? {
            regions.count == 2 * axes.count ? (regions[index], regions[index + axes.count]) : nil
        }
        if let sizes, !sizes.isEmpty {
            try call.require(
                sizes.count == axes.count && sizes.allSatisfy { $0 >= 0 && $0 < 1 << 31 },
                "sizes are \(sizes) for \(axes.count) axes")
            let ratios = zip(sizes, axes).map { Double($0) / Double(x.shape[$1]) }
            let policy = try call.text("keep_aspect_ratio_policy", "stretch")
            guard policy != "stretch" else {
                return axes.indices.map {
                    Plan(axis: axes[$0], size: sizes[$0], scale: ratios[$0], region: region($0))
                }
            }
            let scale = (policy == "not_larger" ? ratios.min() : ratios.max()) ?? 1
            return axes.indices.map {
                let size = (scale * Double(x.shape[axes[$0]]) + 0.5).rounded(.down)
                return Plan(axis: axes[$0], size: Int(size), scale: scale, region: region($0))
            }
        }
        try call.require(
            scales.count == axes.count && scales.allSatisfy { $0 > 0 && $0 < 1e6 },
            "scales are \(scales) for \(axes.count) axes")
        return axes.indices.map {
            let size = (Double(x.shape[axes[$0]]) * scales[$0]).rounded(.down)
            return Plan(
                axis: axes[$0], size: Int(size), scale: scales[$0], region: region($0))
        }
    }

    /// Where the new elements lie among the old ones.
    private func points(_ plan: Plan, _ size: Int) throws -> [Double] {
        let usual = call.node.operatorType == "Upsample" || call.opset < 11
        let mode =
            try usual
            ? "asymmetric" : call.text("coordinate_transformation_mode", "half_pixel")
        let (old, length) = (Double(size), plan.scale * Double(size))
        let places = (0..<plan.size).map(Double.init)
        switch mode {
        case "half_pixel": return places.map { ($0 + 0.5) / plan.scale - 0.5 }
        case "asymmetric": return places.map { $0 / plan.scale }
        case "align_corners":
            return places.map { length == 1 ? 0 : $0 * (old - 1) / (length - 1) }
        case "pytorch_half_pixel":
            return places.map { length == 1 ? -0.5 : ($0 + 0.5) / plan.scale - 0.5 }
        case "half_pixel_symmetric":
            let offset = old / 2 * (1 - Double(plan.size) / length)
            return places.map { offset + ($0 + 0.5) / plan.scale - 0.5 }
        case "tf_crop_and_resize":
            guard let region = plan.region else {
                throw OnnxFault("the mode \(mode) needs a region", fix: "give the input roi")
            }
            let width = region.end - region.start
            return places.map {
                let inside =
                    length == 1 ? width * (old - 1) / 2 : $0 * width * (old - 1) / (length - 1)
                return inside + region.start * (old - 1)
            }
        default:
            throw OnnxFault(
                "coordinate_transformation_mode is '\(mode)'",
                fix: "re-export with half_pixel, asymmetric or align_corners")
        }
    }

    private func resized(_ y: Tensor, _ plan: Plan, _ size: Int, _ mode: String) throws -> Tensor {
        let points = try points(plan, size)
        if points == (0..<size).map(Double.init) { return y }
        let isCropped = try call.text("coordinate_transformation_mode", "") == "tf_crop_and_resize"
        let result: Tensor
        switch mode {
        case "nearest":
            let places = try points.map { min(max(try nearest($0), 0), size - 1) }
            result = y.taking(Tensor(places), axis: plan.axis)
        case "linear", "bilinear":
            result = try weighted(y, plan, points, size, reach: 1) { max(0, 1 - $0) }
        case "cubic":
            let a = try call.float("cubic_coeff_a", -0.75)
            result = try weighted(y, plan, points, size, reach: 2) { d in
                if d < 1 { return ((a + 2) * d - (a + 3)) * d * d + 1 }
                return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0
            }
        default:
            throw OnnxFault("mode is '\(mode)'", fix: "re-export with nearest, linear or cubic")
        }
        guard isCropped else { return result }
        let isInside = points.map { $0 >= 0 && $0 <= Double(size - 1) }
        guard isInside.contains(false) else { return result }
        var line = Array(repeating: 1, count: y.rank)
        line[plan.axis] = points.count
        return select(
            Tensor(isInside, shape: Shape(line)), result,
            try call.float("extrapolation_value", 0))
    }

    private func nearest(_ point: Double) throws -> Int {
        let usual = call.opset < 11 ? "floor" : "round_prefer_floor"
        switch try call.text("nearest_mode", usual) {
        case "round_prefer_floor": return Int((point - 0.5).rounded(.up))
        case "round_prefer_ceil": return Int((point + 0.5).rounded(.down))
        case "floor": return Int(point.rounded(.down))
        case "ceil": return Int(point.rounded(.up))
        case let mode:
            throw OnnxFault(
                "nearest_mode is '\(mode)'", fix: "re-export with round_prefer_floor or floor")
        }
    }

    /// Sums of the elements around each point, weighted by their distance.
    private func weighted(
        _ y: Tensor, _ plan: Plan, _ points: [Double], _ size: Int, reach: Int,
        _ weight: (Double) -> Double
    ) throws -> Tensor {
        // Shrinking with antialias widens the window.
        let shrink = try call.flag("antialias") ? min(plan.scale, 1) : 1
        let leavesOut = try call.flag("exclude_outside")
        let half = shrink < 1 ? Int((Double(reach) / shrink).rounded(.up)) : reach
        let taps = 2 * half
        var (places, weights): ([[Int]], [[Double]]) = ([], [])
        for point in points {
            let first = Int(point.rounded(.down)) - half + 1
            var row = (0..<taps).map { weight(Swift.abs(Double(first + $0) - point) * shrink) }
            if leavesOut {
                for tap in 0..<taps where !(0..<size).contains(first + tap) { row[tap] = 0 }
            }
            let total = leavesOut || shrink < 1 ? row.reduce(0, +) : 1
            weights.append(row.map { total == 0 ? 0 : $0 / total })
            places.append((0..<taps).map { min(max(first + $0, 0), size - 1) })
        }
        var line = Array(repeating: 1, count: y.rank)
        line[plan.axis] = points.count
        var sum: Tensor?
        for tap in 0..<taps {
            let factors = weights.map { $0[tap] }
            if factors.allSatisfy({ $0 == 0 }) { continue }
            let part =
                y.taking(Tensor(places.map { $0[tap] }), axis: plan.axis)
                * Tensor(factors, shape: Shape(line)).asType(y.dtype)
            sum = sum.map { $0 + part } ?? part
        }
        return sum ?? y.taking(Tensor(places.map { $0[0] }), axis: plan.axis) * 0
    }
}
