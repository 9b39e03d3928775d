import LaminaGraph
import LaminaTensor

/// Where two values differ by more than the suite allows.
package enum ValueDifference {
    /// What differs first; nil if nothing does.
    package static func between(_ found: OnnxValue, _ wanted: OnnxValue) -> String? {
        switch (found, wanted) {
        case (.none, .none): return nil
        case (.sequence(let a), .sequence(let b)):
            guard a.count == b.count else { return "\(a.count) elements, not \(b.count)" }
            for (index, pair) in zip(a, b).enumerated() {
                if let inside = between(pair.0, pair.1) { return "element \(index), \(inside)" }
            }
            return nil
        case (.strings(let a, let shape), .strings(let b, let other)):
            guard shape == other else { return "shape \(shape), not \(other)" }
            return zip(a, b).first { $0 != $1 }.map { "'\($0.0)', not '\($0.1)'" }
        default: break
        }
        guard found.elementType == wanted.elementType, let a = found.tensor, let b = wanted.tensor
        else { return "\(found.summary), not \(wanted.summary)" }
        guard a.shape == b.shape else { return "shape \(a.shape), not \(b.shape)" }
        return a.dtype.isFloatingPoint || a.dtype.isComplex
            ? numbers(parts(a), parts(b)) : wholeNumbers(a, b)
    }

    private static func parts(_ x: Tensor) -> [Double] {
        guard x.dtype.isComplex else { return x.array(as: Double.self) }
        return x.realPart.array(as: Double.self) + x.imaginaryPart.array(as: Double.self)
    }

    private static func numbers(_ a: [Double], _ b: [Double]) -> String? {
        let (relative, absolute) = OnnxConformance.tolerance
        var (worst, excess, count) = (0, 0.0, 0)
        for index in a.indices {
            let (x, y) = (a[index], b[index])
            if x == y || x.isNaN && y.isNaN { continue }
            let difference = Swift.abs(x - y)
            guard !(difference <= absolute + relative * Swift.abs(y)) else { continue }
            count += 1
            if difference.isNaN || difference > excess { (worst, excess) = (index, difference) }
        }
        guard count > 0 else { return nil }
        return "\(count) of \(a.count) differ; at \(worst) \(a[worst]), not \(b[worst])"
    }

    private static func wholeNumbers(_ a: Tensor, _ b: Tensor) -> String? {
        // Through the bits: no whole number is rounded.
        let (x, y) = (a.array(as: Int64.self), b.array(as: Int64.self))
        let wrong = x.indices.filter { x[$0] != y[$0] }
        return wrong.first.map {
            "\(wrong.count) of \(x.count) differ; at \($0) \(x[$0]), not \(y[$0])"
        }
    }
}
