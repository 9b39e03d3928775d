import Glibc
import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// Fourier transforms and windows. Transforms are computed in float64 and rounded once.
    static let signals: [OnnxOperator] = [
        OnnxOperator("DFT", [17, 20]) { call in
            let x = try call.tensor(0)
            let given =
                call.opset < 20
                ? try call.int("axis", 1) : call.has(2) ? try call.integer(2) : -2
            let axis = try call.axis(given, rank: x.rank)
            try call.require(
                axis < x.rank - 1 && [1, 2].contains(x.shape[x.rank - 1]),
                "axis \(axis) of \(x.shape), whose last axis holds real and imaginary parts")
            let length = call.has(1) ? try call.integer(1) : nil
            try call.require(length ?? 1 > 0, "the length is \(length ?? 0)")
            return transformed(
                x, length, axis, isInverse: try call.flag("inverse"),
                isOneSided: try call.flag("onesided"))
        },
        OnnxOperator("STFT", [17], shortTime),
        window("HannWindow") { 0.5 - 0.5 * Glibc.cos(2 * .pi * $0) },
        window("HammingWindow") { 25.0 / 46 - 21.0 / 46 * Glibc.cos(2 * .pi * $0) },
        window("BlackmanWindow") {
            0.42 - 0.5 * Glibc.cos(2 * .pi * $0) + 0.08 * Glibc.cos(4 * .pi * $0)
        },
        OnnxOperator("MelWeightMatrix", [17], melWeights),
    ]

    /// Real and imaginary parts lie along the last axis.
    private static func transformed(
        _ x: Tensor, _ length: Int?, _ axis: Int, isInverse: Bool, isOneSided: Bool
    ) -> Tensor {
        let parts = x.asType(.float64).unstacked(axis: -1)
        if isInverse, isOneSided {
            let spectrum = complex(parts[0], parts.count > 1 ? parts[1] : parts[0] * 0.0)
            return irfft(spectrum, length: length, axis: axis).expandedDims(axis: -1)
                .asType(x.dtype)
        }
        let y: Tensor
        if isInverse {
            y = ifft(
                complex(parts[0], parts.count > 1 ? parts[1] : parts[0] * 0.0), length: length,
                axis: axis)
        } else if parts.count == 1, isOneSided {
            y = rfft(parts[0], length: length, axis: axis)
        } else {
            let signal = complex(parts[0], parts.count > 1 ? parts[1] : parts[0] * 0.0)
            let whole = fft(signal, length: length, axis: axis)
            y = isOneSided ? whole.slice(0..<whole.shape[axis] / 2 + 1, axis: axis) : whole
        }
        return stacked([y.realPart, y.imaginaryPart], axis: -1).asType(x.dtype)
    }

    private static func shortTime(_ call: OnnxCall) throws -> Tensor {
        let x = try call.tensor(0)
        try call.require(x.rank >= 2, "the signal has the shape \(x.shape)")
        let signal = x.rank == 2 ? x.expandedDims(axis: -1) : x
        let step = try call.integer(1)
        let window = try call.optional(2)
        try call.require(signal.rank == 3 && (window?.rank ?? 1) == 1, "the window is no vector")
        let length = call.has(3) ? try call.integer(3) : window?.shape[0] ?? signal.shape[1]
        try call.require(
            step > 0 && length > 0 && length <= signal.shape[1]
                && (window?.shape.elementCount ?? length) == length,
            "frames of \(length), \(step) apart, do not fit \(x.shape)")
        let count = (signal.shape[1] - length) / step + 1
        let places = (0..<count).flatMap { frame in (0..<length).map { frame * step + $0 } }
        // [batch, frames, length, parts].
        var frames = signal.taking(Tensor(places, shape: [count, length]), axis: 1)
        if let window { frames = frames * window.reshaped([length, 1]) }
        return transformed(
            frames, nil, 2, isInverse: false, isOneSided: try call.flag("onesided", true))
    }

    private static func window(
        _ name: String, _ value: @escaping @Sendable (Double) -> Double
    ) -> OnnxOperator {
        OnnxOperator(name, [17]) { call in
            let size = try call.integer(0)
            try call.require((0...1 << 28).contains(size), "the size is \(size)")
            let period = try call.flag("periodic", true) ? size : size - 1
            let values = (0..<size).map { period == 0 ? 1 : value(Double($0) / Double(period)) }
            return Tensor(values).asType(try call.dtype("output_datatype") ?? .float32)
        }
    }

    /// Triangles over the bins of a spectrum, equally wide on the mel scale.
    private static func melWeights(_ call: OnnxCall) throws -> Tensor {
        let (bands, length) = (try call.integer(0), try call.integer(1))
        let rate = try call.integer(2)
        let (low, high) = (try call.number(3), try call.number(4))
        try call.require(
            (1...1 << 16).contains(bands) && (1...1 << 24).contains(length) && rate > 0 && low >= 0
                && high >= low && high <= Double(rate),
            "\(bands) bands from \(low) to \(high) Hz of \(length) bins at \(rate) Hz")
        func mel(_ hertz: Double) -> Double { 2595 * Glibc.log10(1 + hertz / 700) }
        let width = (mel(high) - mel(low)) / Double(bands + 2)
        let bins = length / 2 + 1
        let edges = (0..<bands + 2).map { index in
            let hertz = 700 * (Glibc.pow(10, (Double(index) * width + mel(low)) / 2595) - 1)
            return Int((Double(length + 1) * hertz / Double(rate)).rounded(.down))
        }
        try call.require((edges.last ?? 0) <= bins, "the highest band ends behind the last bin")
        var weights = [Double](repeating: 0, count: bins * bands)
        for band in 0..<bands {
            let (start, middle, end) = (edges[band], edges[band + 1], edges[band + 2])
            if start == middle, middle < bins {
                weights[middle * bands + band] = 1
            } else {
                for bin in start..<min(middle + 1, bins) {
                    weights[bin * bands + band] = Double(bin - start) / Double(middle - start)
                }
            }
            for bin in middle..<max(middle, min(end, bins)) {
                weights[bin * bands + band] = Double(end - bin) / Double(end - middle)
            }
        }
        return Tensor(weights, shape: [bins, bands])
            .asType(try call.dtype("output_datatype") ?? .float32)
    }
}
