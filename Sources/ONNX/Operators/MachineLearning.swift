import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// The domain of classical machine learning.
    static let mlDomain = "ai.onnx.ml"

    /// Models of classical machine learning, and what prepares their inputs.
    static let machineLearning: [OnnxOperator] = [
        OnnxOperator(results: "LinearClassifier", [1], domain: mlDomain, linearClassifier),
        OnnxOperator("LinearRegressor", [1], domain: mlDomain) { call in
            let x = try call.tensor(0).real
            let targets = try call.int("targets", 1)
            let scores = try linear(call, x, rows: targets)
            return try PostTransform(call).apply(scores)
        },
        OnnxOperator(results: "SVMClassifier", [1], domain: mlDomain) {
            try SupportVectors($0).classified()
        },
        OnnxOperator("SVMRegressor", [1], domain: mlDomain) { try SupportVectors($0).regressed() },
        OnnxOperator("TreeEnsemble", [5], domain: mlDomain) {
            try DecisionTrees(ensemble: $0).results(of: $0)
        },
        OnnxOperator("TreeEnsembleRegressor", [1, 3, 5], domain: mlDomain) {
            try DecisionTrees(regressor: $0).results(of: $0)
        },
        OnnxOperator(results: "TreeEnsembleClassifier", [1, 3, 5], domain: mlDomain) { call in
            try DecisionTrees(classifier: call).classes(of: call)
        },
        OnnxOperator("Scaler", [1], domain: mlDomain) { call in
            let x = try call.tensor(0).real.asType(.float32)
            let offset = Tensor(try call.floats("offset") ?? [0])
            let scale = Tensor(try call.floats("scale") ?? [1])
            return (x - offset) * scale
        },
        OnnxOperator("Normalizer", [1], domain: mlDomain) { call in
            let x = try call.tensor(0).real.asType(.float32)
            let size: Tensor =
                switch try call.text("norm", "MAX") {
                case "MAX": x.max(axis: -1, keepDims: true)
                case "L1": abs(x).sum(axis: -1, keepDims: true)
                default: sqrt(x.square().sum(axis: -1, keepDims: true))
                }
            return x / LaminaTensor.select(size.isEqual(to: 0), 1, size)
        },
        OnnxOperator("Imputer", [1], domain: mlDomain) { call in
            let x = try call.tensor(0)
            if let values = try call.ints("imputed_value_int64s") {
                let missing = try call.int("replaced_value_int64", 0)
                return LaminaTensor.select(
                    x.isEqual(to: missing), Tensor(values).asType(x.dtype), x)
            }
            let values = Tensor(try call.floats("imputed_value_floats") ?? [0]).asType(x.dtype)
            let missing = try call.float("replaced_value_float", 0)
            return LaminaTensor.select(
                missing.isNaN ? x.isNaN : x.isEqual(to: missing), values, x)
        },
        OnnxOperator("Binarizer", [1], domain: mlDomain) { call in
            let x = try call.tensor(0)
            return (x .> (try call.float("threshold", 0))).asType(x.dtype)
        },
        OnnxOperator("ArrayFeatureExtractor", [1], domain: mlDomain) { call in
            let x = try call.tensor(0)
            let taken = x.taking(try call.tensor(1).reshaped([-1]), axis: -1)
            return x.rank == 1 ? taken.expandedDims(axis: 0) : taken
        },
        OnnxOperator("FeatureVectorizer", [1], domain: mlDomain) { call in
            concatenated(
                try call.tensors().map { x in
                    (x.rank == 1 ? x.expandedDims(axis: 1) : x.flattened(from: 1)).asType(.float32)
                }, axis: 1)
        },
        OnnxOperator("OneHotEncoder", [1], domain: mlDomain, oneHotEncoder),
        OnnxOperator(value: "LabelEncoder", [1, 2, 4], domain: mlDomain) { call in
            let classes = try call.texts("classes_strings")
            return try (classes.map { try LabelTable(classes: $0, call) } ?? LabelTable(call))
                .encoded()
        },
        OnnxOperator(value: "CategoryMapper", [1], domain: mlDomain) { call in
            try LabelTable(categories: call).encoded()
        },
        OnnxOperator(value: "ZipMap", [1], domain: mlDomain, zipMap),
        OnnxOperator("DictVectorizer", [1], domain: mlDomain) { try KeyedNumbers($0).row() },
        OnnxOperator(value: "CastMap", [1], domain: mlDomain) { try KeyedNumbers($0).cast() },
    ]

    /// `x Wᵀ + b` with weights from attributes.
    private static func linear(_ call: OnnxCall, _ x: Tensor, rows: Int) throws -> Tensor {
        let weights = try call.required(call.floats("coefficients"), "coefficients")
        let wide = x.dtype == .float64 ? x : x.asType(.float32)
        try call.require(
            wide.rank == 2 && rows > 0 && weights.count == rows * wide.shape[1],
            "\(weights.count) coefficients do not fit \(x.shape)")
        let matrix = Tensor(weights, shape: [rows, wide.shape[1]]).asType(wide.dtype)
        let product = Tensor.matmul(wide, matrix, transposeRHS: true)
        guard let biases = try call.floats("intercepts"), !biases.isEmpty else { return product }
        return product + Tensor(biases).asType(wide.dtype)
    }

    private static func linearClassifier(_ call: OnnxCall) throws -> [OnnxValue] {
        let x = try call.tensor(0).real
        let weights = try call.required(call.floats("coefficients"), "coefficients")
        try call.require(x.rank == 2 && x.shape[1] > 0, "the input has the shape \(x.shape)")
        let rows = weights.count / x.shape[1]
        var scores = try linear(call, x, rows: rows)
        let labels = try ClassLabels(call)
        if rows == 1, labels.count == 2 { scores = concatenated([-scores, scores], axis: 1) }
        let shares = try PostTransform(call).apply(scores)
        guard shares.shape[1] > 1 else {
            let threshold = try call.text("post_transform", "NONE") == "NONE" ? 0 : 0.5
            let places = (shares .>= threshold).asType(.int64).reshaped([-1])
            return [.tensor(places), .tensor(shares)]
        }
        return [try labels.of(shares.argMax(axis: 1)), .tensor(shares)]
    }

    private static func oneHotEncoder(_ call: OnnxCall) throws -> Tensor {
        let hot: Tensor
        if let texts = try call.texts("cats_strings") {
            let (values, shape) = try call.strings(0)
            let places = values.map { Int64(texts.firstIndex(of: $0) ?? -1) }
            hot =
                places.isEmpty
                ? Tensor.zeros(Shape(Array(shape) + [texts.count]))
                : Tensor(places, shape: shape).oneHot(classes: texts.count)
        } else {
            let numbers = try call.required(call.ints("cats_int64s"), "cats_int64s")
            let x = try call.tensor(0).asType(.int64).expandedDims(axis: -1)
            hot = x.isEqual(to: Tensor(numbers)).asType(.float32)
        }
        let allKnown = try call.flag("zeros", true)
        guard allKnown || hot.node.isTraced else {
            try call.require(
                hot.sum(axis: -1).array().allSatisfy { $0 == 1 }, "a category is unknown")
            return hot
        }
        return hot
    }

    private static func zipMap(_ call: OnnxCall) throws -> OnnxValue {
        let x = try call.known(0)
        let rows = x.rank == 1 ? x.expandedDims(axis: 0) : x
        let keys: [OnnxKey] =
            try call.texts("classlabels_strings").map { $0.map { .string($0) } }
            ?? call.required(call.ints("classlabels_int64s"), "classlabels_int64s")
            .map { .int(Int64($0)) }
        try call.require(
            rows.rank == 2 && rows.shape[1] == keys.count, "\(x.shape) for \(keys.count)")
        let numbers = rows.array()
        return .sequence(
            (0..<rows.shape[0]).map { row in
                let own = numbers[row * keys.count..<(row + 1) * keys.count]
                return .map(Dictionary(zip(keys, own), uniquingKeysWith: { $1 }))
            })
    }
}

extension Tensor {
    /// Integers as float32, other numbers as they are.
    fileprivate var real: Tensor { dtype.isFloatingPoint ? self : asType(.float32) }
}
