extension Graph {
    /// The graph that an executor lowers: the same numbers from fewer nodes.
    ///
    /// Inputs, unused ones too, and the order of outputs stay. `claiming` says whether the executor
    /// has a kernel for a composite at operands of these specs; the others are inlined.
    ///
    /// Complexity: linear in the number of nodes.
    package func optimized(claiming: (Composite, [TensorSpec]) -> Bool) -> Graph {
        inliningComposites(claiming: claiming)
            .removingIdentities()
            .mergingCommonSubexpressions()
            .removingDeadCode()
    }
}
