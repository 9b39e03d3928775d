import CLaminaKernels
import LaminaGraph

/// Decides where each output's elements come to lie: written in place by the step that computes
/// them, or copied at the end.
///
/// An output and an input of an alias pair may be one buffer. Whoever still needs the input must
/// then have read it before the output is written; where the order of the steps does not have it
/// so, the output is computed in the arena and copied when all other steps are done.
extension Lowering {
    mutating func placeOutputs(aliases: [(output: Int, input: Int)]) {
        var inputOf: [Int: Int] = [:]
        for alias in aliases { inputOf[alias.output] = alias.input }
        let overwritten = Set(inputOf.values)
        var copies: [(source: DraftStep.Operand, output: Int)] = []
        var direct: [(value: Int, output: Int)] = []
        var repeated: [(source: DraftStep.Operand, output: Int)] = []
        var claimed: Set<Int> = []

        for (output, node) in graph.outputs.enumerated() where isNonEmpty(node) {
            let source = contiguous(node)
            let value = values[source.value]
            let isWhole = value.byteCount == graph.nodes[node].spec.byteCount
            switch value.place {
            case .arena
            where isWhole && !value.isSteady && claimed.insert(source.value).inserted:
                direct.append((source.value, output))
            case .arena where isWhole && !value.isSteady && inputOf[output] == nil:
                repeated.append((source, output))
            case .input(let input)
            where overwritten.contains(input) && !(isWhole && inputOf[output] == input):
                direct.append((rescue(source, graph.nodes[node].spec), output))
            default: copies.append((source, output))
            }
        }
        let readers = readers(of: overwritten)
        let writers = writers(of: Set(direct.map(\.value)))
        for (value, output) in direct {
            if let input = inputOf[output],
                !mayOverwrite(input, with: value, readers[input] ?? [], writers[value] ?? [])
            {
                copies.append((DraftStep.Operand(value: value), output))
            } else {
                values[value].place = .output(output)
            }
        }
        for (source, output) in repeated
        where !writeAgain(source.value, by: writers[source.value] ?? [], to: output) {
            copies.append((source, output))
        }
        for copy in copies { emitFinalCopy(copy.source, copy.output) }
    }

    private func isNonEmpty(_ node: Int) -> Bool { graph.nodes[node].spec.byteCount > 0 }

    /// A new value with an input's elements, copied before anything overwrites them.
    private mutating func rescue(
        _ source: DraftStep.Operand, _ spec: TensorSpec
    ) -> Int {
        let copy = makeValue(spec)
        let from = View(
            contiguous: source.value, spec.shape, offset: source.byteOffset / spec.dtype.byteCount)
        emitCopy(from, spec.dtype, to: View(contiguous: copy, spec.shape))
        steps.insert(steps.removeLast(), at: 0)
        return copy
    }

    private mutating func emitFinalCopy(_ source: DraftStep.Operand, _ output: Int) {
        let spec = graph.nodes[graph.outputs[output]].spec
        values.append(Value(byteCount: spec.byteCount, place: .output(output)))
        let from = View(
            contiguous: source.value, spec.shape, offset: source.byteOffset / spec.dtype.byteCount)
        emitCopy(from, spec.dtype, to: View(contiguous: values.count - 1, spec.shape))
    }

    /// The steps that read each of these inputs, in order.
    private func readers(of inputs: Set<Int>) -> [Int: [Int]] {
        var readers: [Int: [Int]] = [:]
        for (number, step) in steps.enumerated() {
            for read in step.reads {
                if case .input(let input) = values[read.value].place, inputs.contains(input) {
                    readers[input, default: []].append(number)
                }
            }
        }
        return readers
    }

    /// The steps that write each of these values, in order.
    private func writers(of wanted: Set<Int>) -> [Int: [Int]] {
        var writers: [Int: [Int]] = [:]
        for (number, step) in steps.enumerated() {
            for write in step.writes where wanted.contains(write.value) {
                writers[write.value, default: []].append(number)
            }
        }
        return writers
    }

    /// Whether `value` may lie in the memory of `input`: every other read of the input is done
    /// before, and the writing step itself reads it element by element as it writes.
    private func mayOverwrite(
        _ input: Int, with value: Int, _ readers: [Int], _ writers: [Int]
    ) -> Bool {
        if Pass.omitted.contains(.inPlace) { return false }
        guard let first = writers.first, let lastRead = readers.last else { return true }
        if lastRead != first { return lastRead < first }
        return steps[first].readsPointwise(input, before: value, values)
    }
}

extension DraftStep {
    /// Whether `written` may take the memory of `read`, which this step reads: each of its
    /// elements is used once, at the place that is then written.
    func readsPointwise(_ read: Int, before written: Int, _ values: [Value]) -> Bool {
        guard values[read].byteCount == values[written].byteCount else { return false }
        return reads.indices.allSatisfy {
            reads[$0].value != read || pointwise & (1 << UInt64($0)) != 0
        }
    }
}
