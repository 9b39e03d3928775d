import LaminaGraph
public import LaminaTensor

/// Layers that read the outputs of any layers before them: a network drawn as a graph, in which paths
/// part and meet again. Keras: the functional API; Caffe: `bottom` and `top`.
///
/// ```swift
/// let network = LayerGraph { graph, image in
///     let stem = graph.apply(Conv2D(outChannels: 8, kernelSize: 3, padding: .same), to: image)
///     let wide = graph.apply(
///         Conv2D(outChannels: 8, kernelSize: 5, padding: .same), to: stem, name: "wide")
///     let both = graph.join(.concatenate, [stem, wide])
///     return graph.apply(GlobalAveragePool(), to: both)
/// }
/// ```
/// Parameters stand below their layer's name: `wide.weight`. The same layer applied twice is shared,
/// and its parameters have the path of its first name.
public struct LayerGraph: Module, CustomReflectable {
    /// How outputs of one shape, or of all but the last axis, become one.
    public enum Join: String, Sendable, CaseIterable {
        /// Their sum.
        case add
        /// Their product, element by element.
        case multiply
        /// The largest of them, element by element.
        case maximum
        /// One after another along the last axis.
        case concatenate
    }

    /// An output in the graph under construction, or its input.
    public struct Place: Sendable {
        fileprivate let index: Int
    }

    /// One step: a layer or a join, and which places it reads.
    fileprivate struct Step: Sendable {
        enum Work: Sendable {
            case layer(any Module<Tensor, Tensor>)
            case join(Join)
        }

        let name: String
        let work: Work
        let inputs: [Int]
    }

    /// A graph under construction: ``LayerGraph/init(_:)`` hands it to its closure.
    public struct Builder {
        fileprivate var steps: [Step] = []

        /// The names so far.
        public var names: [String] { steps.map(\.name) }

        /// A layer's output for the output at `place`.
        ///
        /// - Parameter name: the layer's, without a point; by default its type's and a number, `dense2`.
        public mutating func apply(
            _ layer: any Module<Tensor, Tensor>, to place: Place, name: String? = nil
        ) -> Place {
            add(.layer(layer), [place], name ?? unused(Self.kind(of: layer)))
        }

        /// Several outputs made one.
        public mutating func join(
            _ join: Join, _ places: [Place], name: String? = nil
        ) -> Place {
            require(!places.isEmpty, "LayerGraph.join: give it at least one place")
            return add(.join(join), places, name ?? unused(join.rawValue))
        }

        /// The type's name in lower case, without what it is generic over.
        private static func kind(of layer: any Module<Tensor, Tensor>) -> String {
            String("\(type(of: layer))".prefix { $0 != "<" }).lowercased()
        }

        /// The name with the first number that is free.
        private func unused(_ kind: String) -> String {
            var number = 1
            while steps.contains(where: { $0.name == "\(kind)\(number)" }) { number += 1 }
            return "\(kind)\(number)"
        }

        private mutating func add(
            _ work: Step.Work, _ inputs: [Place], _ name: String
        ) -> Place {
            require(
                !name.isEmpty && !name.contains(".") && !steps.contains { $0.name == name },
                "LayerGraph: '\(name)' is no name that is free and without a point")
            for place in inputs {
                require(
                    place.index <= steps.count,
                    "LayerGraph: '\(name)' reads a place of another graph")
            }
            steps.append(Step(name: name, work: work, inputs: inputs.map(\.index)))
            return Place(index: steps.count)
        }
    }

    private let steps: [Step]
    /// Which place is the result.
    private let result: Int

    /// The graph that the closure draws from the input's place to the one it returns.
    public init(
        _ draw: (_ graph: inout Builder, _ input: Place) throws -> Place
    ) rethrows {
        var builder = Builder()
        result = try draw(&builder, Place(index: 0)).index
        steps = builder.steps
        require(result <= steps.count, "LayerGraph: the result is a place of another graph")
    }

    /// The names of the layers and joins, in order.
    public var names: [String] { steps.map(\.name) }

    /// The names of what the layer or join of this name reads; `input` is the graph's own.
    public func inputs(of name: String) -> [String] {
        steps.first { $0.name == name }?.inputs.map(self.name) ?? []
    }

    /// The layer of this name; none for a join.
    public subscript(_ name: String) -> (any Module<Tensor, Tensor>)? {
        for case (name, .layer(let layer)) in steps.map({ ($0.name, $0.work) }) { return layer }
        return nil
    }

    public func forward(_ x: Tensor) -> Tensor {
        var values = [x]
        for step in steps {
            let inputs = step.inputs.map { values[$0] }
            switch step.work {
            case .layer(let layer): values.append(layer(inputs[0]))
            case .join(let join): values.append(joined(join, inputs, step))
            }
        }
        return values[result]
    }

    private func joined(_ join: Join, _ inputs: [Tensor], _ step: Step) -> Tensor {
        operation { () throws(OpError) in
            let shapes = inputs.map { input in
                join == .concatenate ? Shape(input.shape.dropLast()) : input.shape
            }
            if let other = shapes.firstIndex(where: { $0 != shapes[0] }) {
                let (a, b) = (step.inputs[0], step.inputs[other])
                throw OpError(
                    op: placed("\(join.rawValue) '\(step.name)'"),
                    problem: "the outputs of '\(name(a))' and '\(name(b))' do not fit together",
                    operands: [
                        name(a): "\(inputs[0].spec)", name(b): "\(inputs[other].spec)",
                    ],
                    fix: join == .concatenate
                        ? "make all their axes but the last equal" : "make their shapes equal")
            }
            return switch join {
            case .add: inputs.dropFirst().reduce(inputs[0]) { $0 + $1 }
            case .multiply: inputs.dropFirst().reduce(inputs[0]) { $0 * $1 }
            case .maximum: inputs.dropFirst().reduce(inputs[0]) { LaminaTensor.maximum($0, $1) }
            case .concatenate: concatenated(inputs, axis: -1)
            }
        }
    }

    private func name(_ place: Int) -> String { place == 0 ? "input" : steps[place - 1].name }

    /// The layers under their names, for the walk over parameters.
    public var customMirror: Mirror {
        let layers = steps.compactMap { step -> (label: String?, value: Any)? in
            if case .layer(let layer) = step.work { (step.name, layer) } else { nil }
        }
        return Mirror(self, children: layers)
    }
}
