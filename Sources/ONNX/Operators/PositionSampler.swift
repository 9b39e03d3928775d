import LaminaGraph
import LaminaTensor

/// Elements of `[batch, channels, …]` between positions, at coordinates that are tensors.
struct PositionSampler {
    enum Method { case nearest, linear, cubic }

    /// What lies outside.
    enum Border {
        case zeros
        case edge
        /// Mirrored at the first and last element (`aligned`) or half an element beyond them.
        case reflection(aligned: Bool)
    }

    var method = Method.linear
    var border = Border.zeros
    private let x: Tensor
    private let sizes: [Int]

    init(_ x: Tensor) { (self.x, sizes) = (x, Array(x.shape.dropFirst(2))) }

    /// `[batch, …, channels]` for coordinates `[batch, …]`, one tensor for each spatial axis.
    func sampled(at coordinates: [Tensor]) -> Tensor {
        let axes = coordinates.enumerated().map { axis, coordinate in
            taps(coordinate, size: sizes[axis])
        }
        let (batch, channels) = (x.shape[0], x.shape[1])
        let count = sizes.reduce(1, *)
        let table = x.channelsLast.reshaped([batch * count, channels])
        let shape = coordinates[0].shape
        let example =
            Tensor.iota(
                Shape([batch] + Array(repeating: 1, count: shape.rank - 1))) * count
        // Every choice of one tap an axis.
        var choices: [(place: Tensor, weight: Tensor?)] = [
            (example.broadcast(to: shape), nil)
        ]
        for (axis, taps) in axes.enumerated() {
            let step = sizes[(axis + 1)...].reduce(1, *)
            choices = choices.flatMap { choice in
                taps.map { tap in
                    let weight = choice.weight.flatMap { own in tap.weight.map { own * $0 } ?? own }
                    return (choice.place + tap.place * step, weight ?? tap.weight)
                }
            }
        }
        let parts = choices.map { choice in
            let taken = table.taking(choice.place)
            return choice.weight.map { taken * $0.expandedDims(axis: -1).asType(taken.dtype) }
                ?? taken
        }
        return parts.dropFirst().reduce(parts[0]) { $0 + $1 }
    }

    /// The elements that a coordinate is a mean of, with their weights.
    private func taps(
        _ coordinate: Tensor, size: Int
    ) -> [(place: Tensor, weight: Tensor?)] {
        var point = method == .nearest ? round(coordinate) : coordinate
        switch border {
        case .zeros: break
        case .edge: point = clamp(point, 0.0...Double(size - 1))
        case .reflection(let aligned): point = reflected(point, size, aligned)
        }
        let floor = LaminaTensor.floor(point)
        let offsets: [(Int, Tensor?)]
        switch method {
        case .nearest: offsets = [(0, nil)]
        case .linear:
            let share = point - floor
            offsets = [(0, 1 - share), (1, share)]
        case .cubic:
            let share = point - floor
            offsets = (-1...2).map { ($0, cubic(abs(share - Double($0)))) }
        }
        let base = method == .nearest ? point : floor
        return offsets.map { offset, weight in
            let place = base + Double(offset)
            switch border {
            case .zeros:
                let isInside = (place .>= 0) .& (place .<= Double(size - 1))
                let inside = isInside.asType(.float32)
                return (
                    clamp(place, 0.0...Double(size - 1)).asType(.int32),
                    weight.map { $0 * inside } ?? inside
                )
            case .edge: return (clamp(place, 0.0...Double(size - 1)).asType(.int32), weight)
            case .reflection(let aligned):
                let inside = clamp(reflected(place, size, aligned), 0.0...Double(size - 1))
                return (inside.asType(.int32), weight)
            }
        }
    }

    /// Keys' cubic with `a = -0.75`.
    private func cubic(_ d: Tensor) -> Tensor {
        let a = -0.75
        let near = ((a + 2) * d - (a + 3)) * d * d + 1
        let far = ((a * d - 5 * a) * d + 8 * a) * d - 4 * a
        return select(d .<= 1, near, far)
    }

    private func reflected(_ point: Tensor, _ size: Int, _ aligned: Bool) -> Tensor {
        let (low, high) = aligned ? (0, Double(size - 1)) : (-0.5, Double(size) - 0.5)
        let width = high - low
        guard width > 0 else { return point * 0 }
        let rest = abs(point - low) % (2 * width)
        return select(rest .> width, 2 * width - rest, rest) + low
    }
}
