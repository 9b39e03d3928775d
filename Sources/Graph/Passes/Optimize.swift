extension Graph {
    /// The graph that an executor lowers: the same numbers, bit for bit, from fewer nodes.
    ///
    /// Inputs, unused ones too, and the order of outputs stay. `claiming` says whether the executor
    /// has a kernel for a composite at operands of these specs; the others are inlined.
    ///
    /// Complexity: linear in the number of nodes.
    package func optimized(claiming: (Composite, [TensorSpec]) -> Bool) -> Graph {
        inliningComposites(claiming: claiming)
            .removingIdentities()
            // Before simplifying, so that equal branches are one node, and after, as folding
            // makes equal constants.
            .mergingCommonSubexpressions()
            .simplified()
            .absorbingTransposes()
            .mergingCommonSubexpressions()
            .removingDeadCode()
            .removingUnusedResults()
    }
}
