import LaminaGraph
import LaminaTensor

/// The names or numbers of a classifier's classes.
struct ClassLabels {
    private let texts: [String]?
    private let numbers: [Int]?

    init(_ call: OnnxCall) throws {
        texts = try call.texts("classlabels_strings")
        numbers = try call.ints("classlabels_int64s") ?? call.ints("classlabels_ints")
    }

    var count: Int { max(texts?.count ?? 0, numbers?.count ?? 0) }

    /// The labels at these places among the classes.
    func of(_ places: Tensor) throws -> OnnxValue {
        if let texts, !texts.isEmpty {
            guard !places.node.isTraced else {
                throw OnnxFault(
                    "labels that are text cannot be traced", fix: "call the module outside compile")
            }
            let indices = places.array(as: Int.self)
            guard indices.allSatisfy(texts.indices.contains) else {
                throw OnnxFault("there are too few labels", fix: "check what wrote the file")
            }
            return .strings(indices.map { texts[$0] }, places.shape)
        }
        guard let numbers, !numbers.isEmpty else { return .tensor(places.asType(.int64)) }
        return .tensor(Tensor(numbers).taking(places))
    }
}

/// What is done with scores at the end.
struct PostTransform {
    private let name: String

    init(_ call: OnnxCall) throws {
        if let number = try? call.int("post_transform") {
            let names = ["NONE", "SOFTMAX", "LOGISTIC", "SOFTMAX_ZERO", "PROBIT"]
            name = names.indices.contains(number) ? names[number] : "\(number)"
        } else {
            name = try call.text("post_transform", "NONE")
        }
    }

    var isNone: Bool { name == "NONE" }

    /// Along the last axis of `[examples, scores]`.
    func apply(_ x: Tensor) throws -> Tensor {
        switch name {
        case "NONE": return x
        case "SOFTMAX": return softmax(x, axis: -1)
        case "LOGISTIC": return sigmoid(x)
        case "SOFTMAX_ZERO":
            // What is zero stays, but for the common factor.
            let largest = x.max(axis: -1, keepDims: true)
            let isZero = abs(x) .<= 1e-7
            let parts = select(isZero, x * exp(-largest), exp(x - largest))
            let sum = parts.sum(axis: -1, keepDims: true)
            return select(sum.isEqual(to: 0), 0.5, parts / sum)
        case "PROBIT": return 2.0.squareRoot() * erfInverse(2 * x - 1)
        default:
            throw OnnxFault(
                "post_transform is '\(name)'",
                fix: "it must be NONE, SOFTMAX, LOGISTIC, SOFTMAX_ZERO or PROBIT")
        }
    }
}
