/// Finds how far to go along a direction: a step `t` with the strong Wolfe conditions
/// `f(t) <= f(0) + c₁ t f'(0)` and `|f'(t)| <= c₂ |f'(0)|`, by bracketing and cubic interpolation.
///
/// - Source: Nocedal & Wright (2006), algorithms 3.5 and 3.6, with the safeguards of PyTorch's
///   `_strong_wolfe`. Where an interpolated step is not finite, it takes the middle.
struct LineSearch {
    /// A point on the line.
    struct Point {
        let step: Double
        let value: Double
        let gradient: [Double]
        let slope: Double
    }

    /// How much of the promised decrease is asked for, `c₁`.
    var decrease = 1e-4
    /// How flat it has to become, `c₂`.
    var curvature = 0.9
    /// The smallest bracket, in the parameters' largest change.
    var changeTolerance = 1e-9
    /// The most points to try after the first.
    var limit = 25

    /// The best point found, and how many were evaluated.
    func callAsFunction(
        from start: Point, first step: Double, largestDirection: Double,
        _ evaluate: (Double) -> Point
    ) -> (point: Point, evaluations: Int) {
        var (count, tries) = (1, 0)
        var (previous, current) = (start, evaluate(step))
        var bracket: (Point, Point)?
        while tries < limit {
            if isTooHigh(current, start) || (tries > 1 && current.value >= previous.value) {
                bracket = (previous, current)
                break
            }
            if isFlat(current, start) { return (current, count) }
            if current.slope >= 0 {
                bracket = (previous, current)
                break
            }
            let next = Self.minimum(
                between: previous, current,
                in: (current.step + 0.01 * (current.step - previous.step))...(current.step * 10))
            previous = current
            current = evaluate(next)
            count += 1
            tries += 1
        }
        guard let bracket else { return (current.value < start.value ? current : start, count) }
        return zoom(
            bracket, start, tries: tries, count: count, largestDirection: largestDirection, evaluate
        )
    }

    /// Narrows a bracket that holds a good step.
    private func zoom(
        _ bracket: (Point, Point), _ start: Point, tries: Int, count: Int,
        largestDirection: Double, _ evaluate: (Double) -> Point
    ) -> (point: Point, evaluations: Int) {
        var (tries, count) = (tries, count)
        let isOrdered = bracket.0.value <= bracket.1.value
        var (low, high) = isOrdered ? bracket : (bracket.1, bracket.0)
        // The order of the first two points matters to the interpolation's rounding alone.
        var isCrowded = false
        while tries < limit {
            let (least, most) = (min(low.step, high.step), max(low.step, high.step))
            if (most - least) * largestDirection < changeTolerance { break }
            var step = Self.minimum(between: low, high, in: least...most)
            let margin = 0.1 * (most - least)
            // A step close to an end of the bracket twice running would narrow it too slowly.
            if min(most - step, step - least) < margin {
                if isCrowded || step >= most || step <= least {
                    step =
                        abs(step - most) < abs(step - least) ? most - margin : least + margin
                    isCrowded = false
                } else {
                    isCrowded = true
                }
            } else {
                isCrowded = false
            }
            let current = evaluate(step)
            count += 1
            tries += 1
            if isTooHigh(current, start) || current.value >= low.value {
                high = current
                if high.value < low.value { swap(&low, &high) }
            } else {
                if isFlat(current, start) { return (current, count) }
                if current.slope * (high.step - low.step) >= 0 { high = low }
                low = current
            }
        }
        return (low, count)
    }

    private func isTooHigh(_ point: Point, _ start: Point) -> Bool {
        !(point.value <= start.value + decrease * point.step * start.slope)
    }

    private func isFlat(_ point: Point, _ start: Point) -> Bool {
        abs(point.slope) <= -curvature * start.slope
    }

    /// The minimum of the cubic through two points with their slopes, held in a range.
    private static func minimum(
        between a: Point, _ b: Point, in range: ClosedRange<Double>
    ) -> Double {
        let middle = (range.lowerBound + range.upperBound) / 2
        let d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.step - b.step)
        let square = d1 * d1 - a.slope * b.slope
        guard square >= 0 else { return middle }
        let d2 = square.squareRoot()
        let (left, right) = a.step <= b.step ? (a, b) : (b, a)
        let place =
            right.step - (right.step - left.step)
            * ((right.slope + d2 - d1) / (right.slope - left.slope + 2 * d2))
        return place.isFinite ? min(max(place, range.lowerBound), range.upperBound) : middle
    }
}
