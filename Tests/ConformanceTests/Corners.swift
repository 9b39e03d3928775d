import Foundation
import LaminaGraph
import LaminaTensor

/// Operands at which an operation has no derivative, or where the formula of it meets 0 / 0, with the
/// derivative that is taken there.
struct Corner: Sendable {
    let name: String
    let operands: [(numbers: [Double], shape: Shape)]
    /// The gradient of the sum of the results to each operand.
    let slopes: [[Double]]
    /// The gradient of the sum of all slopes, where the second derivative exists.
    let curvatures: [[Double]]?
    let function: @Sendable ([Tensor]) -> Tensor

    init(
        _ name: String, _ operands: [([Double], Shape)], slopes: [[Double]],
        curvatures: [[Double]]? = nil, _ function: @escaping @Sendable ([Tensor]) -> Tensor
    ) {
        self.name = name
        self.operands = operands.map { (numbers: $0, shape: $1) }
        (self.slopes, self.curvatures, self.function) = (slopes, curvatures, function)
    }

    var inputs: [Tensor] {
        operands.map { Tensor($0.numbers, shape: $0.shape).asType(.float64) }
    }
}

let corners: [Corner] = elementwiseCorners + reductionCorners + cumulativeCorners + rowCorners

private let elementwiseCorners: [Corner] = [
    Corner("abs at zero", [([0, -2, 3], [3])], slopes: [[0, -1, 1]], curvatures: [[0, 0, 0]]) {
        abs($0[0])
    },
    Corner("relu at zero", [([-1, 0, 2], [3])], slopes: [[0, 0, 1]]) { relu($0[0]) },
    Corner(
        "copySign at zero", [([0, -2, 2], [3]), ([-1, 1, -1], [3])],
        slopes: [[0, -1, -1], [0, 0, 0]]
    ) { copySign($0[0], $0[1]) },
    Corner(
        "maximum, tie", [([1, 1, 3], [3]), ([1, 2, 1], [3])], slopes: [[0.5, 0, 1], [0.5, 1, 0]]
    ) { maximum($0[0], $0[1]) },
    Corner(
        "minimum, tie", [([1, 1, 3], [3]), ([1, 2, 1], [3])], slopes: [[0.5, 1, 0], [0.5, 0, 1]]
    ) { minimum($0[0], $0[1]) },
    Corner(
        "hypot at the origin", [([0, 3], [2]), ([0, 4], [2])], slopes: [[0, 0.6], [0, 0.8]]
    ) { hypot($0[0], $0[1]) },
    Corner(
        "power of zero", [([0, 2, 0, 3], [4]), ([2, 3, 0, 0], [4])],
        slopes: [[0, 12, 0, 0], [0, 8 * log(2.0), 0, log(3.0)]]
    ) { pow($0[0], $0[1]) },
]

private let reductionCorners: [Corner] = [
    Corner(
        "product with a zero", [([0, 2, 3, 4, 5, 6], [2, 3])], slopes: [[6, 0, 0, 30, 24, 20]],
        curvatures: [[5, 3, 2, 11, 10, 9]]
    ) { $0[0].product(axis: 1) },
    Corner("product with two zeros", [([0, 0, 3], [3])], slopes: [[0, 0, 0]]) { $0[0].product() },
    Corner(
        "max, ties", [([1, 3, 3, 2, 2, 2], [2, 3])], slopes: [[0, 0.5, 0.5, 1 / 3, 1 / 3, 1 / 3]]
    ) { $0[0].max(axis: 1) },
    Corner("min, ties", [([1, 3, 1, 0], [4])], slopes: [[0, 0, 0, 1]]) { $0[0].min() },
    Corner("maxPool2D, ties", [([2, 2, 2, 1], [1, 2, 2, 1])], slopes: [[1, 0, 0, 0]]) {
        maxPool2D($0[0], size: 2)
    },
    // Nine windows; those of -∞ alone belong to their first element, not to the padding.
    Corner(
        "maxPool2D of -∞ at the border",
        [([-.infinity, -.infinity, -.infinity, 1], [1, 2, 2, 1])], slopes: [[3, 1, 1, 4]]
    ) { maxPool2D($0[0], size: 2, stride: 1, padding: .symmetric(1)) },
]

private let cumulativeCorners: [Corner] = [
    Corner(
        "cumProduct with a zero", [([2, 0, 3], [3])], slopes: [[1, 8, 0]],
        curvatures: [[4, 6, 2]]
    ) { $0[0].cumProduct(axis: 0) },
    Corner("cumMax, ties: the latest", [([1, 1, 0], [3])], slopes: [[1, 2, 0]]) {
        $0[0].cumMax(axis: 0)
    },
    Corner("cumMin, ties: the latest", [([1, 1, 2], [3])], slopes: [[1, 2, 0]]) {
        $0[0].cumMin(axis: 0)
    },
    // Behind a NaN there is no maximum: the place where the line begins stands for it.
    Corner(
        "cumMax from a NaN", [([.nan, 1, 2, .nan, 3, 1], [2, 3])], slopes: [[3, 0, 0, 3, 0, 0]]
    ) { $0[0].cumMax(axis: 1) },
    Corner(
        "cumMax, reversed, from a NaN", [([1, 2, .nan, 3, 1, .nan], [2, 3])],
        slopes: [[0, 0, 3, 0, 0, 3]]
    ) { $0[0].cumMax(axis: 1, reversed: true) },
    Corner(
        "cumLogSumExp of -∞", [([-.infinity, -.infinity, 3, 3], [4])], slopes: [[0, 0, 1.5, 0.5]]
    ) { $0[0].cumLogSumExp(axis: 0) },
]

private let rowCorners: [Corner] = {
    func scattered(_ mode: ScatterMode, at rows: [Int32]) -> @Sendable ([Tensor]) -> Tensor {
        { $0[0].scattered($0[1], at: Tensor(rows), mode: mode) }
    }
    return [
        // Results 2·3·0, 0·4, 5·6 and 7.
        Corner(
            "scattered, multiply, with zeros", [([2, 0, 5, 7], [4]), ([3, 0, 4, 6], [4])],
            slopes: [[0, 4, 6, 1], [0, 6, 0, 5]], curvatures: [[3, 1, 1, 0], [2, 5, 1, 1]],
            scattered(.multiply, at: [0, 0, 1, 2])),
        Corner(
            "scattered, multiply, with two zeros", [([0, 2], [2]), ([0, 0, 0], [3])],
            slopes: [[0, 0], [0, 0, 0]], scattered(.multiply, at: [0, 1, 1])),
        Corner(
            "scattered, maximum, ties", [([1, 2], [2]), ([1, 3, 3], [3])],
            slopes: [[0.5, 0], [0.5, 0.5, 0.5]], scattered(.maximum, at: [0, 1, 1])),
        Corner(
            "scattered, minimum, ties", [([1, 3], [2]), ([1, 2, 2], [3])],
            slopes: [[0.5, 0], [0.5, 0.5, 0.5]], scattered(.minimum, at: [0, 1, 1])),
        Corner(
            "scattered twice into one row", [([1, 2, 3], [3]), ([4, 5], [2])],
            slopes: [[1, 0, 1], [0, 1]], scattered(.set, at: [1, 1])),
    ]
}()
