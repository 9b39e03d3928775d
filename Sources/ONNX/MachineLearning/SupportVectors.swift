import LaminaGraph
import LaminaTensor

/// Support vector machines: sums of kernels between an example and some of the training's.
///
/// - Source: Chang & Lin (2011), "LIBSVM: a library for support vector machines".
struct SupportVectors {
    private let call: OnnxCall
    private let x: Tensor
    private let rho: [Float]
    private let coefficients: [Float]
    private let kernel: String
    private let gamma, offset, degree: Double

    init(_ call: OnnxCall) throws {
        self.call = call
        let given = try call.tensor(0)
        x = given.dtype == .float64 ? given : given.asType(.float32)
        try call.require(x.rank == 2, "the input has the shape \(x.shape)")
        rho = try call.floats("rho") ?? [0]
        coefficients = try call.required(call.floats("coefficients"), "coefficients")
        try call.require(!rho.isEmpty, "rho is empty")
        kernel = try call.text("kernel_type", "LINEAR")
        let numbers = try call.floats("kernel_params") ?? []
        (gamma, offset, degree) =
            numbers.count >= 3
            ? (Double(numbers[0]), Double(numbers[1]), Double(numbers[2])) : (0, 0, 0)
    }

    /// `[examples, vectors]`.
    private func kernels(_ vectors: Tensor) throws -> Tensor {
        let products = Tensor.matmul(x, vectors, transposeRHS: true)
        switch kernel {
        case "LINEAR": return products
        case "POLY": return pow(gamma * products + offset, degree)
        case "SIGMOID": return tanh(gamma * products + offset)
        case "RBF":
            let distance =
                x.square().sum(axis: 1, keepDims: true) - 2 * products
                + vectors.square().sum(axis: 1)
            return exp(-gamma * maximum(distance, 0))
        default:
            throw OnnxFault(
                "kernel_type is '\(kernel)'", fix: "it must be LINEAR, POLY, RBF or SIGMOID")
        }
    }

    private func vectors(_ count: Int) throws -> Tensor {
        let numbers = try call.required(call.floats("support_vectors"), "support_vectors")
        try call.require(
            numbers.count == count * x.shape[1], "\(numbers.count) numbers in \(count) vectors")
        return Tensor(numbers, shape: [count, x.shape[1]]).asType(x.dtype)
    }

    func regressed() throws -> Tensor {
        let count = try call.int("n_supports", 0)
        let sum: Tensor
        if count > 0 {
            try call.require(coefficients.count == count, "\(coefficients.count) coefficients")
            sum = matmul(
                try kernels(vectors(count)),
                Tensor(coefficients, shape: [count, 1]).asType(x.dtype))
        } else {
            try call.require(
                coefficients.count == x.shape[1], "\(coefficients.count) coefficients")
            sum = matmul(x, Tensor(coefficients, shape: [x.shape[1], 1]).asType(x.dtype))
        }
        let scores = sum + Double(rho[0])
        if try call.int("one_class", 0) == 1 {
            return select(scores .> 0, Tensor.ones([], dtype: x.dtype), -1)
        }
        return try PostTransform(call).apply(scores)
    }

    /// Labels and scores. Of more than two classes each pair has a machine, and the votes decide.
    func classified() throws -> [OnnxValue] {
        let labels = try ClassLabels(call)
        let classes = max(labels.count, 1)
        guard let perClass = try call.ints("vectors_per_class"), perClass.reduce(0, +) > 0 else {
            try call.require(
                coefficients.count == classes * x.shape[1], "\(coefficients.count) coefficients")
            let weights = Tensor(coefficients, shape: [classes, x.shape[1]]).asType(x.dtype)
            let scores = Tensor.matmul(x, weights, transposeRHS: true) + Double(rho[0])
            return [
                try labels.of(scores.argMax(axis: 1)),
                .tensor(try PostTransform(call).apply(scores)),
            ]
        }
        let count = perClass.reduce(0, +)
        try call.require(
            perClass.count == classes && perClass.allSatisfy { $0 >= 0 }
                && coefficients.count == count * (classes - 1)
                && rho.count >= classes * (classes - 1) / 2,
            "\(coefficients.count) coefficients for vectors \(perClass)")
        let kernels = try kernels(vectors(count))
        let starts = perClass.indices.map { perClass[..<$0].reduce(0, +) }
        var (scores, votes): ([Tensor], [Tensor?]) = ([], Array(repeating: nil, count: classes))
        for i in 0..<classes {
            for j in i + 1..<max(classes, i + 1) {
                func part(_ row: Int, _ of: Int) -> Tensor {
                    let range = starts[of]..<starts[of] + perClass[of]
                    let weights = Array(
                        coefficients[row * count..<(row + 1) * count][
                            (row * count + range.lowerBound)..<(row * count + range.upperBound)])
                    return matmul(
                        kernels.slice(range, axis: 1),
                        Tensor(weights, shape: [range.count, 1]).asType(x.dtype))
                }
                let score = part(j - 1, i) + part(i, j) + Double(rho[scores.count])
                scores.append(score)
                let isFirst = (score .> 0).asType(x.dtype)
                votes[i] = votes[i].map { $0 + isFirst } ?? isFirst
                votes[j] = votes[j].map { $0 + (1 - isFirst) } ?? (1 - isFirst)
            }
        }
        let ballots = concatenated(votes.compactMap { $0 }, axis: 1)
        let winner = ballots.argMax(axis: 1)
        let a = try call.floats("prob_a") ?? []
        let b = try call.floats("prob_b") ?? []
        guard !a.isEmpty, a.count == scores.count, b.count == scores.count else {
            let all = concatenated(scores, axis: 1)
            let shown = classes == 2 ? concatenated([-all, all], axis: 1) : all
            return [try labels.of(winner), .tensor(try PostTransform(call).apply(shown))]
        }
        let shares = try probabilities(concatenated(scores, axis: 1), classes, a, b)
        return [try labels.of(shares.argMax(axis: 1)), .tensor(shares)]
    }

    /// The classes' probabilities that fit those of the pairs best.
    ///
    /// - Source: Wu, Lin & Weng (2004), "Probability estimates for multi-class classification by
    ///   pairwise coupling", algorithm 2.
    private func probabilities(
        _ scores: Tensor, _ classes: Int, _ a: [Float], _ b: [Float]
    ) throws -> Tensor {
        guard !scores.node.isTraced else {
            throw OnnxFault(
                "coupled probabilities cannot be traced", fix: "call the module outside compile")
        }
        let numbers = scores.array(as: Double.self)
        let width = scores.shape[1]
        var result: [Double] = []
        for row in 0..<scores.shape[0] {
            var pair = [[Double]](
                repeating: Array(repeating: 0, count: classes), count: classes)
            var index = 0
            for i in 0..<classes {
                for j in i + 1..<max(classes, i + 1) {
                    let z = numbers[row * width + index] * Double(a[index]) + Double(b[index])
                    let share = sigmoid(Tensor(-z, dtype: .float64)).scalar(as: Double.self)
                    pair[i][j] = min(max(share, 1e-7), 1 - 1e-7)
                    pair[j][i] = 1 - pair[i][j]
                    index += 1
                }
            }
            result += coupled(pair)
        }
        return Tensor(result, shape: [scores.shape[0], classes]).asType(x.dtype)
    }

    private func coupled(_ pair: [[Double]]) -> [Double] {
        let count = pair.count
        var q = [[Double]](repeating: Array(repeating: 0, count: count), count: count)
        for t in 0..<count {
            for j in 0..<count where j != t {
                q[t][t] += pair[j][t] * pair[j][t]
                q[t][j] = -pair[j][t] * pair[t][j]
            }
        }
        var p = [Double](repeating: 1 / Double(count), count: count)
        for _ in 0..<max(100, count) {
            var qp = (0..<count).map { t in (0..<count).reduce(0) { $0 + q[t][$1] * p[$1] } }
            var total = (0..<count).reduce(0) { $0 + p[$1] * qp[$1] }
            if qp.allSatisfy({ Swift.abs($0 - total) < 0.005 / Double(count) }) { break }
            for t in 0..<count {
                let step = (total - qp[t]) / q[t][t]
                p[t] += step
                total = (total + step * (step * q[t][t] + 2 * qp[t])) / (1 + step) / (1 + step)
                for j in 0..<count {
                    qp[j] = (qp[j] + step * q[t][j]) / (1 + step)
                    p[j] /= 1 + step
                }
            }
        }
        return p
    }
}
