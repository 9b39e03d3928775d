import CLaminaKernels
import LaminaGraph

/// Which parts of a whole are worth writing where they belong.
package enum Parts {
    /// The fewest elements; smaller parts are copied in less time than it takes to find every row. Tests set
    /// it to 1.
    @TaskLocal package static var leastCount = 4096
    /// The fewest of them that follow each other in the whole.
    static var leastRun: Int { min(128, leastCount) }
}

/// Results of loops that are parts of a concatenation, or that leave the plan twice.
///
/// A loop's rows may be written far apart: what a concatenation reads is written where it belongs in the whole, and
/// the concatenation copies nothing.
extension Lowering {
    /// Where a node lies in the concatenation that alone reads it, other than loops, which read it where it lies.
    struct Part {
        let concatenation: Int
        let axis: Int
        /// The first place along the axis.
        let start: Int
    }

    static func parts(_ graph: Graph) -> [Int: Part] {
        var parts: [Int: Part] = [:]
        if Pass.omitted.contains(.parts) { return parts }
        /// How many operands and outputs have to be more than a view of the node.
        var otherUses = graph.useCounts
        for node in graph.nodes where node.primitive.isArithmetic {
            for operand in node.inputs { otherUses[operand] -= 1 }
        }
        for (number, node) in graph.nodes.enumerated() {
            guard case .concatenate(let axis) = node.primitive, node.inputs.count > 1 else {
                continue
            }
            var start = 0
            for operand in node.inputs {
                let shape = graph.nodes[operand].spec.shape
                if otherUses[operand] == 1, shape.elementCount >= Parts.leastCount,
                    shape.dropFirst(axis).reduce(1, *) >= Parts.leastRun
                {
                    parts[operand] = Part(concatenation: number, axis: axis, start: start)
                }
                start += shape[axis]
            }
        }
        return parts
    }

    /// Where a loop writes a node: in the concatenation that it is a part of, or in a value of its own.
    mutating func defineResult(_ node: Int) -> DraftStep.Operand {
        guard let place = parts[node] else { return define(node) }
        let whole = concatenation(place.concatenation)
        var starts = InlineInts(whole.shape.lazy.map { _ in 0 })
        starts[place.axis] = place.start
        let spec = graph.nodes[node].spec
        let part = whole.sliced(
            starts, InlineInts(whole.shape.lazy.map { _ in 1 }), to: spec.shape)
        views[node] = part
        return DraftStep.Operand(
            value: part.value, byteOffset: part.offset * spec.dtype.byteCount)
    }

    /// The memory of a concatenation, made for its first part.
    mutating func concatenation(_ node: Int) -> View {
        let spec = graph.nodes[node].spec
        let value = wholes[node] ?? makeValue(spec)
        wholes[node] = value
        return View(contiguous: value, spec.shape)
    }

    /// Lets the loop that makes a value write it to an output too, out of its registers; false where no loop
    /// makes it as a whole.
    ///
    /// - Parameter writers: the steps that write the value.
    mutating func writeAgain(_ value: Int, by writers: [Int], to output: Int) -> Bool {
        guard !Pass.omitted.contains(.parts), writers.count == 1, let writer = writers.first,
            case .loop(let description) = steps[writer].kernel,
            let place = steps[writer].writes.firstIndex(where: { $0.value == value }),
            steps[writer].writes.count < LoopProgram.outputLimit
        else { return false }
        var loop = description.pointee
        let count = Int(loop.output_count)
        var results = Array(UnsafeBufferPointer(start: loop.outputs, count: count))
        results.append(results[place])
        if let strides = loop.output_strides {
            let rank = Int(LK_MAX_RANK)
            let all = UnsafeBufferPointer(start: strides, count: count * rank)
            loop.output_strides = storage.store(Array(all) + all[place * rank..<(place + 1) * rank])
        }
        loop.output_count += 1
        loop.outputs = storage.store(results)
        loop.code = storage.compile(loop)
        values.append(Value(byteCount: values[value].byteCount, place: .output(output)))
        steps[writer].kernel = .loop(storage.store(loop))
        steps[writer].writes.append(DraftStep.Operand(value: values.count - 1))
        return true
    }
}
