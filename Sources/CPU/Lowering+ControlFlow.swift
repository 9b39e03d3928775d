import LaminaGraph

/// Branches and loops: a step that runs plans of its own.
extension Lowering {
    mutating func lowerConditional(_ node: Int, _ conditional: Conditional) {
        emitControl(
            node, ControlStep(conditional), results: conditional.then.outputSpecs, carries: [])
    }

    mutating func lowerScan(_ node: Int, _ scan: Scan) {
        let carries = Array(scan.body.inputSpecs.prefix(scan.carryCount))
        let stacked = { (spec: TensorSpec) in
            TensorSpec(Shape([scan.length] + spec.shape), spec.dtype)
        }
        let results =
            carries + scan.body.outputSpecs.dropFirst(scan.carryCount).map(stacked)
            + (scan.keepsCarries ? carries.map(stacked) : [])
        // Where carries are kept, steps write them there.
        emitControl(
            node, ControlStep(scan), results: results, carries: scan.keepsCarries ? [] : carries)
    }

    mutating func lowerWhileLoop(_ node: Int, _ loop: WhileLoop) {
        let carries = Array(loop.body.inputSpecs.prefix(loop.carryCount))
        emitControl(node, ControlStep(loop), results: carries, carries: carries)
    }

    private mutating func emitControl(
        _ node: Int, _ step: ControlStep, results: [TensorSpec], carries: [TensorSpec]
    ) {
        let reads = graph.nodes[node].inputs.map { contiguous($0) }
        var writes: [DraftStep.Operand]
        if results.count == 1 {
            writes = [define(node)]
        } else {
            writes = define(node, results: results)
        }
        for spec in carries {
            for _ in 0..<2 { writes.append(DraftStep.Operand(value: makeValue(spec))) }
        }
        emit(.control(storage.store(step)), reads, writes)
    }
}
