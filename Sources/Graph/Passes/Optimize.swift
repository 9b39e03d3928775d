extension Graph {
    /// The graph that an executor lowers: the same results from fewer nodes. Which passes keep every
    /// bit: ``Pass``.
    ///
    /// Inputs, unused ones too, and the order of outputs stay. `claiming` says whether the executor
    /// has a kernel for a composite at operands of these specs; the others are inlined. Passes in
    /// ``Pass/omitted`` are left out.
    ///
    /// Complexity: linear in the number of nodes.
    package func optimized(claiming: (Composite, [TensorSpec]) -> Bool) -> Graph {
        let omitted = Pass.omitted
        var graph = inliningComposites(claiming: claiming)
        for (pass, run) in Self.passes where !omitted.contains(pass) { graph = run(graph) }
        return graph
    }

    /// The passes of graphs in running order.
    package static let passes: [(pass: Pass, run: @Sendable (Graph) -> Graph)] = [
        (.identities, { $0.removingIdentities() }),
        // Before simplifying, so that equal branches are one node, and after, as folding makes equal
        // constants.
        (.commonSubexpressions, { $0.mergingCommonSubexpressions() }),
        (.simplify, { $0.simplified() }),
        (.movements, { $0.mergingMovements() }),
        // Before products take transposes in, which would otherwise lie between two of one kind.
        (.layouts, { $0.arrangingLayouts() }),
        (.transposes, { $0.absorbingTransposes() }),
        (.commonSubexpressions, { $0.mergingCommonSubexpressions() }),
        (.deadCode, { $0.removingDeadCode() }),
        (.unusedResults, { $0.removingUnusedResults() }),
    ]
}
