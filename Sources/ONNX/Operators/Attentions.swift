import LaminaGraph
import LaminaTensor

extension OnnxOperator {
    /// Attention and what goes with it in language models.
    static let attentions: [OnnxOperator] = [
        OnnxOperator(results: "Attention", [23, 24, 25]) { try AttentionNode($0).results() },
        OnnxOperator(results: "LinearAttention", [27], linearAttention),
        OnnxOperator("RotaryEmbedding", [23], rotaryEmbedding),
        OnnxOperator(
            "FlexAttention", [1], domain: "ai.onnx.preview", flexAttention),
    ]

    /// Pairs of features turned by angles that grow with the position.
    ///
    /// - Source: Su et al. (2021), arXiv:2104.09864.
    private static func rotaryEmbedding(_ call: OnnxCall) throws -> Tensor {
        let given = try call.tensor(0)
        var (cosines, sines) = (try call.tensor(1), try call.tensor(2))
        try call.require([3, 4].contains(given.rank), "the input has the shape \(given.shape)")
        // [batch, time, heads, features].
        var x = given
        if given.rank == 4 {
            x = given.transposed([0, 2, 1, 3])
        } else {
            let heads = try call.int("num_heads", 0)
            try call.require(
                heads > 0 && given.shape[2] % heads == 0, "num_heads is \(heads) of \(given.shape)")
            x = given.reshaped([given.shape[0], given.shape[1], heads, -1])
        }
        let features = x.shape[3]
        let asked = try call.int("rotary_embedding_dim", 0)
        let turned = asked == 0 ? features : asked
        try call.require(
            turned > 0 && turned <= features && turned % 2 == 0, "\(turned) of \(features) turn")
        if let positions = try call.optional(3) {
            (cosines, sines) = (cosines.taking(positions), sines.taking(positions))
        }
        try call.require(
            cosines.rank == 3 && cosines.shape == sines.shape && cosines.shape[2] == turned / 2,
            "the tables are \(cosines.shape) and \(sines.shape) for \(turned) features")
        (cosines, sines) = (cosines.expandedDims(axis: 2), sines.expandedDims(axis: 2))
        let moving = x.slice(0..<turned, axis: 3)
        let isInterleaved = try call.flag("interleaved")
        let pairs =
            isInterleaved
            ? moving.reshaped(Shape(x.shape.dropLast() + [turned / 2, 2])).unstacked(axis: -1)
            : moving.split(into: 2, axis: 3)
        let re = cosines * pairs[0] - sines * pairs[1]
        let im = sines * pairs[0] + cosines * pairs[1]
        let joined =
            isInterleaved
            ? stacked([re, im], axis: -1).reshaped(moving.shape)
            : concatenated([re, im], axis: 3)
        let y = concatenated([joined, x.slice(turned..<features, axis: 3)], axis: 3)
        return given.rank == 4 ? y.transposed([0, 2, 1, 3]) : y.reshaped(given.shape)
    }

    /// Attention whose scores and probabilities graphs of the node change.
    private static func flexAttention(_ call: OnnxCall) throws -> Tensor {
        let (q, k, v) = (try call.tensor(0), try call.tensor(1), try call.tensor(2))
        try call.require(
            q.rank == 4 && k.rank == 4 && v.rank == 4 && k.shape[1] > 0
                && q.shape[1] % k.shape[1] == 0, "operands \(q.shape), \(k.shape), \(v.shape)")
        let groups = q.shape[1] / k.shape[1]
        let scale = try call.float("scale") ?? 1 / Double(q.shape[3]).squareRoot()
        let root = Double(Float(scale).squareRoot())
        let keys = (groups > 1 ? k.repeated(groups, axis: 1) : k) * root
        let values = groups > 1 ? v.repeated(groups, axis: 1) : v
        let type =
            try call.dtype("softmax_precision") ?? (q.dtype.byteCount < 4 ? .float32 : q.dtype)
        var scores = Tensor.matmul((q * root), keys, transposeRHS: true).asType(type)
        func modified(_ name: String, _ x: Tensor) throws -> Tensor {
            guard call.node.attributes[name] != nil else { return x }
            let results = try call.scope.run(call.graph(name), [.tensor(x)], of: call.node)
            guard let y = results.first?.tensor else {
                throw OnnxFault(
                    "its graph \(name) gives no tensor", fix: "check what wrote the file")
            }
            return y.asType(type)
        }
        scores = try modified("score_mod", scores)
        let shares = try modified("prob_mod", softmax(scores, axis: -1))
        return matmul(shares, values.asType(type)).asType(v.dtype)
    }

    /// A state for each head that every step reads and writes, in place of all earlier keys.
    ///
    /// - Source: Yang et al. (2024), arXiv:2412.06464 (gated delta rule); ONNX's LinearAttention.
    private static func linearAttention(_ call: OnnxCall) throws -> [OnnxValue] {
        let queryHeads = try call.required(call.int("q_num_heads"), "q_num_heads")
        let heads = try call.required(call.int("kv_num_heads"), "kv_num_heads")
        let given = try (0..<3).map { try call.tensor($0) }
        try call.require(
            (1...1 << 16).contains(heads) && (1...1 << 16).contains(queryHeads)
                && queryHeads % heads == 0 && given.allSatisfy { $0.rank == 3 },
            "operands \(given.map(\.shape)) in \(queryHeads) and \(heads) heads")
        let (batch, time) = (given[0].shape[0], given[0].shape[1])
        // [time, batch, heads, features].
        func parted(_ x: Tensor, _ heads: Int) -> Tensor {
            x.asType(.float32).reshaped([batch, time, heads, -1]).transposed([1, 0, 2, 3])
        }
        let (q, k) = (parted(given[0], queryHeads), parted(given[1], heads))
        let v = parted(given[2], heads)
        try call.proceed()
        let (keySize, valueSize) = (q.shape[3], v.shape[3])
        let rule = try call.text("update_rule", "gated_delta")
        let decay = try call.optional(4).map { decay in
            parted(decay, heads).broadcast(to: [time, batch, heads, keySize])
        }
        let gates = try call.optional(5)
        try call.require((gates?.rank ?? 3) == 3, "beta is no [batch, time, heads]")
        let beta = gates.map { beta in
            parted(beta, beta.shape[2]).broadcast(to: [time, batch, heads, 1])
        }
        try call.require(
            rule.contains("gated") == (decay != nil) && rule.contains("delta") == (beta != nil),
            "update rule '\(rule)' does not fit the inputs")
        try call.proceed()
        let scale = try call.float("scale", 0)
        let factor = scale == 0 ? 1 / Double(keySize).squareRoot() : scale
        let past = try call.optional(3)
        let stateShape: Shape = [batch, heads, keySize, valueSize]
        let keyShape: Shape = [time, batch, heads, keySize]
        try call.require(
            (past?.shape ?? stateShape) == stateShape && k.shape == keyShape,
            "the state or keys do not fit")
        let initial =
            past?.asType(.float32) ?? Tensor.zeros([batch, heads, keySize, valueSize])
        var elements = [q, k, v]
        if let decay { elements.append(decay) }
        if let beta { elements.append(beta) }
        let (state, outputs) = scan(initial, over: elements) { state, element in
            let key = element[1].expandedDims(axis: -1)
            var (value, old) = (element[2], state)
            if decay != nil { old = old * exp(element[3]).expandedDims(axis: -1) }
            if beta != nil {
                let read = (old * key).sum(axis: 2)
                value = element[element.count - 1] * (value - read)
            }
            let new = old + key * value.expandedDims(axis: 2)
            let shared =
                queryHeads == heads ? new : new.repeated(queryHeads / heads, axis: 1)
            return (new, (element[0].expandedDims(axis: -1) * shared).sum(axis: 2) * factor)
        }
        let y = outputs.transposed([1, 0, 2, 3]).reshaped([batch, time, queryHeads * valueSize])
        return [
            .tensor(y.asType(given[0].dtype)),
            .tensor(state.asType(past?.dtype ?? given[0].dtype)),
        ]
    }
}

/// `Attention`: `softmax(Q Kᵀ scale + bias) V` over heads, with a cache of earlier keys and values.
///
/// Each step is rounded to the operands' type, as the standard's definition by nodes does.
private struct AttentionNode {
    private let call: OnnxCall
    private let q: Tensor
    private var k: Tensor
    private var v: Tensor
    private let isFlat: Bool
    private let type: DType

    init(_ call: OnnxCall) throws {
        self.call = call
        let given = try (0..<3).map { try call.tensor($0) }
        isFlat = given[0].rank == 3
        try call.require(
            given.allSatisfy { $0.rank == given[0].rank } && (isFlat || given[0].rank == 4),
            "operands \(given.map(\.shape)) are not all [batch, time, features] or"
                + " [batch, heads, time, features]")
        type = given[0].dtype
        guard isFlat else {
            (q, k, v) = (given[0], given[1], given[2])
            return
        }
        let heads = try call.required(call.int("q_num_heads"), "q_num_heads")
        let keyHeads = try call.required(call.int("kv_num_heads"), "kv_num_heads")
        func parted(_ x: Tensor, _ heads: Int) throws -> Tensor {
            try call.require(
                (1...1 << 16).contains(heads) && x.shape[2] % heads == 0,
                "\(x.shape) has no \(heads) heads")
            return x.reshaped([x.shape[0], x.shape[1], heads, -1]).transposed([0, 2, 1, 3])
        }
        (q, k) = (try parted(given[0], heads), try parted(given[1], keyHeads))
        v = try parted(given[2], keyHeads)
        try call.proceed()
    }

    func results() throws -> [OnnxValue] {
        var (keys, values) = (k, v)
        let past = try call.optional(4)
        try call.require(
            past?.rank ?? 4 == 4, "the past keys are no [batch, heads, time, features]")
        if let past, let pastValue = try call.optional(5) {
            keys = concatenated([past, keys], axis: 2)
            values = concatenated([pastValue, values], axis: 2)
            try call.proceed()
        }
        let (present, presentValue) = (keys, values)
        try call.require(
            keys.shape[1] > 0 && q.shape[1] % keys.shape[1] == 0,
            "\(q.shape[1]) heads are no multiple of \(keys.shape[1])")
        let groups = q.shape[1] / keys.shape[1]
        if groups > 1 {
            (keys, values) = (keys.repeated(groups, axis: 1), values.repeated(groups, axis: 1))
        }
        let scale = try call.float("scale") ?? 1 / Double(q.shape[3]).squareRoot()
        let root = scale.squareRoot()
        var scores = Tensor.matmul(q * root, keys * root, transposeRHS: true)
        let cap = try call.float("softcap", 0)
        if cap > 0 { scores = tanh(scores / cap) * cap }
        let bias = try bias(keys: keys.shape[2], past: past?.shape[2])
        let biased = bias.map { scores + $0 } ?? scores
        let precision = try call.dtype("softmax_precision") ?? type
        var shares = softmax(biased.asType(precision), axis: -1)
        if let bias {
            // A row in which nothing may be attended to is zero.
            let isEmpty = bias.max(axis: -1, keepDims: true).isEqual(to: -.infinity)
            shares = select(isEmpty, 0, shares)
        }
        let shown: Tensor =
            switch try call.int("qk_matmul_output_mode", 0) {
            case 2: biased
            case 3: shares
            default: scores
            }
        var y = matmul(shares.asType(type), values)
        if isFlat {
            y = y.transposed([0, 2, 1, 3]).reshaped([q.shape[0], q.shape[2], -1])
        }
        return [
            .tensor(y), .tensor(present), .tensor(presentValue), .tensor(shown.asType(type)),
        ]
    }

    /// What is added to the scores: 0 where a query may see a key, else minus infinity.
    private func bias(keys: Int, past: Int?) throws -> Tensor? {
        let queries = q.shape[2]
        let lengths = try call.optional(6)?.asType(.int64)
        var bias: Tensor?
        func add(_ allowed: Tensor) {
            let own = select(allowed, Tensor.full(0, [], dtype: type), -.infinity)
            bias = bias.map { $0 + own } ?? own
        }
        if let mask = try call.optional(3) {
            let missing = keys - (mask.shape.last ?? keys)
            try call.require(missing >= 0, "the mask \(mask.shape) is wider than \(keys) keys")
            let high = mask.shape.indices.map { $0 == mask.rank - 1 ? missing : 0 }
            let whole = mask.padded(
                low: high.map { _ in 0 }, high: high, value: mask.dtype == .bool ? 0 : -.infinity)
            if whole.dtype == .bool { add(whole) } else { bias = whole.asType(type) }
        }
        // How many keys come before the queries, for each example where a cache says so.
        let offset: Tensor =
            if past == nil, let lengths {
                (lengths - queries).reshaped([-1, 1, 1, 1])
            } else {
                Tensor(Int64(past ?? 0))
            }
        let place = Tensor.iota([queries, 1], dtype: .int64) + offset
        let key = Tensor.iota([1, keys], axis: 1, dtype: .int64)
        if try call.flag("is_causal") { add(key .<= place) }
        let left = try call.int("left_window_size", -1)
        let right = try call.int("right_window_size", -1)
        if left >= 0 { add((place - key) .<= left) }
        if right >= 0 { add((key - place) .<= right) }
        if let lengths { add(key .< lengths.reshaped([-1, 1, 1, 1])) }
        return bias
    }
}
