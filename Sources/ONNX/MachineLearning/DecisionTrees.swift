import LaminaGraph
import LaminaTensor

/// Trees of comparisons whose leaves' weights are joined.
///
/// Trees are walked on the host: a comparison has no derivative, and paths differ by example.
struct DecisionTrees {
    private enum Rule: Int { case leq, less, geq, greater, equal, notEqual, member }

    private struct Node {
        var rule: Rule
        var value: Float
        var members: Set<Float> = []
        var feature: Int
        var takesMissing: Bool
        /// A node's number, or ~ of a leaf's.
        var yes, no: Int
    }

    private enum Aggregate: Int { case average, sum, min, max }

    private var nodes: [Node] = []
    /// The first node of each tree, or ~ of its only leaf.
    private var roots: [Int] = []
    private var leaves: [[(target: Int, weight: Double)]] = []
    private var aggregate = Aggregate.sum
    private var targets = 1
    private var base: [Double] = []
    private let post: PostTransform

    // MARK: The three forms

    /// `TreeEnsemble`: nodes and leaves numbered apart.
    init(ensemble call: OnnxCall) throws {
        post = try PostTransform(call)
        targets = try call.int("n_targets", 1)
        aggregate = Aggregate(rawValue: try call.int("aggregate_function", 1)) ?? .sum
        let features = try call.required(call.ints("nodes_featureids"), "nodes_featureids")
        func numbers(_ name: String) throws -> [Double] {
            try call.required(call.stored(name), name).value.tensor?.array(as: Double.self) ?? []
        }
        let (modes, splits) = (try numbers("nodes_modes"), try numbers("nodes_splits"))
        func listed(_ name: String) throws -> [Int] {
            let values = try call.required(call.ints(name), name)
            try call.require(values.count == features.count, "\(name) has \(values.count) numbers")
            return values
        }
        let (yes, no) = (try listed("nodes_truenodeids"), try listed("nodes_falsenodeids"))
        let (yesLeaf, noLeaf) = (try listed("nodes_trueleafs"), try listed("nodes_falseleafs"))
        let missing = try call.ints("nodes_missing_value_tracks_true") ?? []
        let (ids, weights) = (
            try call.required(call.ints("leaf_targetids"), "leaf_targetids"),
            try numbers("leaf_weights")
        )
        try call.require(
            modes.count == features.count && splits.count == features.count
                && ids.count == weights.count, "lists of nodes or leaves differ in length")
        leaves = zip(ids, weights).map { [($0, $1)] }
        for index in features.indices {
            guard let rule = Rule(rawValue: Int(modes[index])) else {
                throw OnnxFault("mode \(modes[index]) is unknown", fix: "modes are 0 to 6")
            }
            nodes.append(
                Node(
                    rule: rule, value: Float(splits[index]), feature: features[index],
                    takesMissing: index < missing.count && missing[index] != 0,
                    yes: yesLeaf[index] != 0 ? ~yes[index] : yes[index],
                    no: noLeaf[index] != 0 ? ~no[index] : no[index]))
        }
        roots = try call.required(call.ints("tree_roots"), "tree_roots")
        try check(call)
        // A root whose branches are one leaf is that leaf.
        roots = roots.map {
            nodes[$0].yes == nodes[$0].no && nodes[$0].yes < 0 ? nodes[$0].yes : $0
        }
        try giveMembers(call)
    }

    /// Sets of values are listed one after the other, each ended by NaN, in the order in which nodes
    /// are met from the roots, the true branch first.
    private mutating func giveMembers(_ call: OnnxCall) throws {
        guard let stored = try call.stored("membership_values") else { return }
        var sets = (stored.value.tensor?.array() ?? []).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNaN)[...]
        var pending = Array(roots.reversed())
        while let index = pending.popLast() {
            guard index >= 0 else { continue }
            if nodes[index].rule == .member, let set = sets.popFirst() {
                nodes[index].members = Set(set)
            }
            pending += [nodes[index].no, nodes[index].yes]
        }
    }

    /// `TreeEnsembleRegressor`: nodes known by tree and number, weights by target.
    init(regressor call: OnnxCall) throws {
        post = try PostTransform(call)
        let names = ["AVERAGE": Aggregate.average, "SUM": .sum, "MIN": .min, "MAX": .max]
        aggregate = names[try call.text("aggregate_function", "SUM")] ?? .sum
        targets = try call.int("n_targets", 1)
        try readNodes(call, "target")
    }

    /// `TreeEnsembleClassifier`: the same with weights by class.
    init(classifier call: OnnxCall) throws {
        post = try PostTransform(call)
        targets = max(1, try ClassLabels(call).count)
        try readNodes(call, "class")
    }

    private mutating func readNodes(_ call: OnnxCall, _ kind: String) throws {
        func floats(_ name: String) throws -> [Double] {
            if let stored = try call.stored(name + "_as_tensor") {
                return stored.value.tensor?.array(as: Double.self) ?? []
            }
            return try (call.floats(name) ?? []).map(Double.init)
        }
        func ints(_ name: String) throws -> [Int] { try call.required(call.ints(name), name) }
        let (trees, numbers) = (try ints("nodes_treeids"), try ints("nodes_nodeids"))
        let (features, values) = (try ints("nodes_featureids"), try floats("nodes_values"))
        let modes = try call.required(call.texts("nodes_modes"), "nodes_modes")
        let (yes, no) = (try ints("nodes_truenodeids"), try ints("nodes_falsenodeids"))
        let missing = try call.ints("nodes_missing_value_tracks_true") ?? []
        try call.require(
            [numbers.count, features.count, values.count, modes.count, yes.count, no.count]
                .allSatisfy { $0 == trees.count }, "lists of nodes differ in length")
        base = try floats("base_values")
        struct Name: Hashable { let tree, node: Int }
        var places: [Name: Int] = [:]
        let rules: [String: Rule] = [
            "BRANCH_LEQ": .leq, "BRANCH_LT": .less, "BRANCH_GTE": .geq, "BRANCH_GT": .greater,
            "BRANCH_EQ": .equal, "BRANCH_NEQ": .notEqual,
        ]
        for index in trees.indices {
            let name = Name(tree: trees[index], node: numbers[index])
            if modes[index] == "LEAF" {
                places[name] = ~leaves.count
                leaves.append([])
            } else {
                places[name] = nodes.count
                guard let rule = rules[modes[index]] else {
                    throw OnnxFault("mode '\(modes[index])' is unknown", fix: "check the file")
                }
                // The branches are found once all nodes are known.
                nodes.append(
                    Node(
                        rule: rule, value: Float(values[index]), feature: features[index],
                        takesMissing: index < missing.count && missing[index] != 0, yes: index,
                        no: index))
            }
        }
        func place(_ tree: Int, _ node: Int) throws -> Int {
            guard let place = places[Name(tree: tree, node: node)] else {
                throw OnnxFault(
                    "tree \(tree) has no node \(node)", fix: "check what wrote the file")
            }
            return place
        }
        for index in nodes.indices {
            let source = nodes[index].yes
            nodes[index].yes = try place(trees[source], yes[source])
            nodes[index].no = try place(trees[source], no[source])
        }
        var seen: Set<Int> = []
        for index in trees.indices where seen.insert(trees[index]).inserted {
            roots.append(try place(trees[index], numbers[index]))
        }
        let (leafTrees, leafNodes) = (try ints("\(kind)_treeids"), try ints("\(kind)_nodeids"))
        let (ids, weights) = (try ints("\(kind)_ids"), try floats("\(kind)_weights"))
        try call.require(
            [leafNodes.count, ids.count, weights.count].allSatisfy { $0 == leafTrees.count },
            "lists of weights differ in length")
        for index in leafTrees.indices {
            let leaf = try place(leafTrees[index], leafNodes[index])
            guard leaf < 0 else { continue }
            leaves[~leaf].append((ids[index], weights[index]))
        }
        try check(call)
    }

    private func check(_ call: OnnxCall) throws {
        func isPlace(_ place: Int) -> Bool {
            place >= 0 ? place < nodes.count : ~place < leaves.count
        }
        try call.require(
            (1...1 << 24).contains(targets)
                && leaves.allSatisfy { $0.allSatisfy { (0..<targets).contains($0.target) } }
                && roots.allSatisfy(isPlace)
                && nodes.allSatisfy { isPlace($0.yes) && isPlace($0.no) && $0.feature >= 0 },
            "a tree refers to a node, leaf or target that is not there")
    }

    // MARK: Walking

    private func scores(_ call: OnnxCall) throws -> (Tensor, [Double]) {
        let x = try call.known(0)
        let width = (nodes.map(\.feature).max() ?? -1) + 1
        try call.require(x.rank == 2 && x.shape[1] >= width, "\(x.shape) has too few features")
        let (rows, columns) = (x.shape[0], x.shape[1])
        let numbers = x.array()
        var result = [Double](repeating: 0, count: rows * targets)
        for row in 0..<rows {
            var sums = base.count == targets ? base : Array(repeating: 0, count: targets)
            var isSet = [Bool](repeating: false, count: targets)
            for root in roots {
                let leaf = try leaf(from: root, numbers[(row * columns)...])
                for (target, weight) in leaves[leaf] {
                    switch aggregate {
                    case .sum: sums[target] += weight
                    case .average: sums[target] += weight / Double(roots.count)
                    case .min where isSet[target]: sums[target] = Swift.min(sums[target], weight)
                    case .max where isSet[target]: sums[target] = Swift.max(sums[target], weight)
                    case .min, .max: sums[target] += weight
                    }
                    isSet[target] = true
                }
            }
            result.replaceSubrange(row * targets..<(row + 1) * targets, with: sums)
        }
        return (x, result)
    }

    private func leaf(from root: Int, _ row: ArraySlice<Float>) throws -> Int {
        var (place, steps) = (root, 0)
        while place >= 0 {
            let node = nodes[place]
            let x = row[row.startIndex + node.feature]
            let isTrue: Bool =
                switch node.rule {
                case .leq: x <= node.value
                case .less: x < node.value
                case .geq: x >= node.value
                case .greater: x > node.value
                case .equal: x == node.value
                case .notEqual: x != node.value && !x.isNaN
                case .member: node.members.contains(x)
                }
            place = isTrue || x.isNaN && node.takesMissing ? node.yes : node.no
            steps += 1
            guard steps <= nodes.count else {
                throw OnnxFault("a tree goes round in a circle", fix: "check what wrote the file")
            }
        }
        return ~place
    }

    /// `[examples, targets]`.
    func results(of call: OnnxCall) throws -> Tensor {
        let (x, scores) = try scores(call)
        return try post.apply(
            Tensor(scores, shape: [x.shape[0], targets])
                .asType(x.dtype == .float64 ? .float64 : .float32))
    }

    /// The labels and the scores of all classes.
    func classes(of call: OnnxCall) throws -> [OnnxValue] {
        let labels = try ClassLabels(call)
        let (x, found) = try scores(call)
        var scores = Tensor(found, shape: [x.shape[0], targets]).asType(.float32)
        let used = Set(leaves.flatMap { $0.map(\.target) })
        guard used.count == 1, targets <= 2 else {
            scores = try post.apply(scores)
            return [try labels.of(scores.argMax(axis: 1)), .tensor(scores)]
        }
        // One class alone has weights: its score decides between two.
        let own = scores.slice(used.first.map { $0..<$0 + 1 } ?? 0..<1, axis: 1)
        let positive = try post.isNone ? own : post.apply(own)
        let both = concatenated([post.isNone ? 1 - own : 1 - positive, positive], axis: 1)
        let isSecond = (positive .> 0.5).asType(.int64).reshaped([-1])
        return [try labels.of(isSecond), .tensor(both)]
    }
}
