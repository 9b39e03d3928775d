import Lamina

// The benchmark's numbers: functions of a tensor's id and an element's index, so that every
// framework under test makes the same ones (bench/SPEC.md, section 1).

/// A mix of the bits of a 32-bit number.
private func mix(_ value: UInt32) -> UInt32 {
    var x = value
    x = (x ^ (x >> 16)) &* 0x7FEB_352D
    x = (x ^ (x >> 15)) &* 0x846C_A68B
    return x ^ (x >> 16)
}

/// The hash of element `index` of tensor `id`.
package func hash32(_ id: UInt32, _ index: Int) -> UInt32 {
    mix(UInt32(truncatingIfNeeded: index) ^ mix(id &+ 1))
}

/// `offset + (2u - 1) bound` for every element, u uniform in [0, 1), computed in double precision.
func hashTensor(
    _ id: UInt32, _ shape: Shape, bound: Double = 1, offset: Double = 0
) -> Tensor {
    let elements = (0..<shape.elementCount).map { index in
        let u = Double(hash32(id, index)) / 0x1p32
        return Float(offset + (2 * u - 1) * bound)
    }
    return Tensor(elements, shape: shape)
}

/// Class numbers below `count`, int32.
func hashClasses(_ id: UInt32, _ shape: Shape, count: UInt32) -> Tensor {
    Tensor((0..<shape.elementCount).map { Int32(hash32(id, $0) % count) }, shape: shape)
}

/// Numbers in [0, 1], or a function of the number in [0, 1) before it is rounded to single precision.
func hashUnits(
    _ id: UInt32, _ shape: Shape, _ function: (Double) -> Float = { Float($0) }
) -> Tensor {
    let elements = (0..<shape.elementCount).map { function(Double(hash32(id, $0)) / 0x1p32) }
    return Tensor(elements, shape: shape)
}

/// Symbols below 96, small ones more often, int32.
func hashTokens(_ id: UInt32, _ shape: Shape) -> Tensor {
    let elements = (0..<shape.elementCount).map { index in
        let u = Double(hash32(id, index)) / 0x1p32
        return Int32(96 * (u * u))
    }
    return Tensor(elements, shape: shape)
}

/// The check of a function's result: the mean absolute value, then eight elements at hashed places.
func probe(_ y: Tensor) -> [Double] {
    let values = y.array().map(Double.init)
    let mean = values.reduce(0) { $0 + abs($1) } / Double(values.count)
    return [mean] + (0..<8).map { values[Int(hash32(9999, $0)) % values.count] }
}
