import LaminaNN
import LaminaTensor

/// A step that was taken: the gradient it began with, its direction and how far it went.
struct DescentStep {
    let gradient: [Double]
    let direction: [Double]
    let step: Double
}

/// Goes down from the model's parameters, each time along a direction with a line search, and gives the
/// model what it found.
///
/// - Parameter next: from the loss and gradient now and from the step before, if there was one, the
///   direction and the step to try first.
func descend<M: Module>(
    _ model: M, _ loss: @escaping (M) -> Tensor, maxIterations: Int, gradientTolerance: Double,
    changeTolerance: Double, search: LineSearch,
    _ next: (Objective<M>.Evaluation, DescentStep?) -> (direction: [Double], step: Double)
) -> Minimization {
    let objective = Objective(model, loss)
    var point = objective.point
    var now = objective(point)
    var (iterations, evaluations) = (0, 1)
    var last: DescentStep?
    func result(_ reason: Minimization.Reason) -> Minimization {
        objective.assign(point)
        return Minimization(
            loss: now.value, iterations: iterations, evaluations: evaluations, reason: reason)
    }
    guard now.value.isFinite, now.gradient.allSatisfy(\.isFinite) else {
        return result(.notFinite)
    }
    if largestSize(now.gradient) <= gradientTolerance { return result(.smallGradient) }
    while iterations < maxIterations {
        let (direction, first) = next(now, last)
        let slope = dot(now.gradient, direction)
        // The direction no longer descends, to within rounding.
        if slope > -changeTolerance { return result(.smallChange) }
        let start = LineSearch.Point(
            step: 0, value: now.value, gradient: now.gradient, slope: slope)
        let found = search(
            from: start, first: first, largestDirection: largestSize(direction)
        ) { step in
            let (value, gradient) = objective(moved(point, by: step, along: direction))
            return LineSearch.Point(
                step: step, value: value, gradient: gradient, slope: dot(gradient, direction))
        }
        iterations += 1
        evaluations += found.evaluations
        let step = found.point.step
        point = moved(point, by: step, along: direction)
        let change = abs(found.point.value - now.value)
        last = DescentStep(gradient: now.gradient, direction: direction, step: step)
        now = (found.point.value, found.point.gradient)
        if largestSize(now.gradient) <= gradientTolerance { return result(.smallGradient) }
        if largestSize(direction) * step <= changeTolerance || change < changeTolerance {
            return result(.smallChange)
        }
    }
    return result(.iterations)
}
