import CLaminaKernels
import LaminaGraph

/// An element-wise loop with the reductions that alone read some of its results: a sum of squares, the
/// sums in a normalisation's gradient. Each part of those results is reduced while it is in the caches, and
/// they are never written as a whole.
///
/// Its row of pointers is the loop's, with the reductions' results in place of what is reduced.
struct ReducedLoop: BitwiseCopyable {
    let loop: UnsafePointer<lk_fused_loop>
    let reduced: UnsafePointer<lk_reduced_output>
    let count: Int32
    let dtype: lk_dtype
    let extent: Step.Extent

    func run(_ memory: UnsafeMutablePointer<UnsafeMutableRawPointer?>) {
        let inputs = UnsafeRawPointer(memory).assumingMemoryBound(to: UnsafeRawPointer?.self)
        var tail = lk_tail(
            loop: loop, inputs: inputs, outputs: memory + Int(loop.pointee.input_count))
        lk_reduced_loop(&tail, reduced, count, dtype, extent.outer, extent.n, extent.inner)
    }
}

extension Lowering {
    /// Joins each loop with the reductions that alone read one of its results.
    mutating func joinReductions() {
        let uses = ValueUses(self)
        var isJoined = [Bool](repeating: false, count: steps.count)
        for number in steps.indices {
            guard case .loop(let loop) = steps[number].kernel else { continue }
            let reductions = reductions(of: steps[number], loop, uses)
            guard let first = reductions.first else { continue }
            let alike = reductions.filter { $0.dtype == first.dtype && $0.extent == first.extent }
            let reduced = alike.map { lk_reduced_output(op: $0.op, output: Int32($0.output)) }
            let joined = ReducedLoop(
                loop: loop, reduced: storage.store(reduced), count: Int32(reduced.count),
                dtype: first.dtype, extent: first.extent)
            steps[number].kernel = .reducedLoop(storage.store(joined))
            for reduction in alike {
                let result = steps[reduction.step].writes[0]
                steps[number].writes[reduction.output] = result
                isJoined[reduction.step] = true
                // A result of the same size lies otherwise than the elements that it is made of.
                for (place, read) in steps[number].reads.enumerated()
                where values[read.value].byteCount == values[result.value].byteCount {
                    steps[number].pointwise &= ~(1 << UInt64(place))
                }
            }
        }
        steps = zip(steps, isJoined).filter { !$1 }.map(\.0)
    }

    private struct JoinableReduction {
        let step: Int
        let output: Int
        let op: lk_reduction
        let dtype: lk_dtype
        let extent: Step.Extent
    }

    private func reductions(
        of step: DraftStep, _ loop: UnsafePointer<lk_fused_loop>, _ uses: ValueUses
    ) -> [JoinableReduction] {
        step.writes.indices.compactMap { output in
            let value = step.writes[output].value
            guard uses.writeCount[value] == 1, let reader = uses.onlyReader(of: value),
                values[value].isInArena,
                case .reduce(let op, let dtype, let extent) = steps[reader].kernel,
                readsWhole(steps[reader], extent),
                lk_reduces_loop(loop, op, dtype, extent.outer, extent.n, extent.inner)
            else { return nil }
            return JoinableReduction(
                step: reader, output: output, op: op, dtype: dtype, extent: extent)
        }
    }

    /// Whether a reduction goes through all elements of its operand's value, and not of a slice.
    private func readsWhole(_ step: DraftStep, _ extent: Step.Extent) -> Bool {
        let count = Int(extent.outer * extent.n * extent.inner)
        let size = graph.nodes[step.node].spec.dtype.byteCount
        return step.reads[0].byteOffset == 0
            && values[step.reads[0].value].byteCount == count * size
    }
}
