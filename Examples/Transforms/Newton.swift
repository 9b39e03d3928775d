import LaminaGraph
import LaminaTensor

/// Rosenbrock's valley `(1 - x)² + 100 (y - x²)²`, whose minimum is at (1, 1), by Newton's method with
/// the exact second derivative.
func newton() -> Bool {
    let valley = { @Sendable (p: Tensor) in
        let (x, y) = (p.slice(0..<1), p.slice(1..<2))
        return ((1 - x).square() + 100 * (y - x.square()).square()).sum()
    }
    let (slope, curvature) = (gradient(of: valley), hessian(of: valley))
    var point = Tensor([-1.2, 1]).asType(.float64)
    for step in 1...8 {
        point = point - solve(curvature(point), slope(point))
        print("  step \(step): f = \(valley(point).scalar(as: Double.self))")
    }
    return valley(point).scalar(as: Double.self) < 1e-20
}
