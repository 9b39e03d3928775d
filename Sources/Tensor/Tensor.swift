import Glibc
public import LaminaGraph

/// A multi-dimensional array whose value is computed when it is needed.
///
/// An operation checks its operands' shapes and types at once, records what is to be done, and
/// returns; `scalar()`, `array()`, printing and `eval` compute. A tensor never changes.
///
/// ```swift
/// let x = Tensor([1, 2, 3, 4], shape: [2, 2])
/// let y = (x * x).sum(axis: 1)
/// y.array()  // [5, 25]
/// ```
public struct Tensor: Sendable {
    package let node: Node

    package init(node: Node) { self.node = node }

    /// The sizes of the axes.
    public var shape: Shape { node.spec.shape }

    /// The type of the elements.
    public var dtype: DType { node.spec.dtype }

    /// The number of axes.
    public var rank: Int { shape.rank }

    /// Shape and type together.
    public var spec: TensorSpec { node.spec }

    /// Records a primitive after its shape rule; a broken rule traps with the user's line.
    package static func record(_ primitive: Primitive, _ operands: Tensor...) -> Tensor {
        record(primitive, operands)
    }

    /// Records a primitive of one operand.
    package static func record(_ primitive: Primitive, _ x: Tensor) -> Tensor {
        guard primitive.isRecordedAsItIs, !x.dtype.isComplex else { return record(primitive, [x]) }
        return operation { () throws(OpError) in
            let spec = try primitive.spec(of: x.spec)
            return evaluatedIfDue(Node(primitive, Operands(x.node), spec))
        }
    }

    /// Records a primitive of two operands.
    package static func record(_ primitive: Primitive, _ a: Tensor, _ b: Tensor) -> Tensor {
        guard primitive.isRecordedAsItIs, !a.dtype.isComplex, !b.dtype.isComplex else {
            return record(primitive, [a, b])
        }
        return operation { () throws(OpError) in
            let spec = try primitive.spec(of: a.spec, b.spec)
            return evaluatedIfDue(Node(primitive, Operands(a.node, b.node), spec))
        }
    }

    package static func record(_ primitive: Primitive, _ operands: [Tensor]) -> Tensor {
        operation { () throws(OpError) in
            if primitive.meetsComplex(operands), let result = try complex(primitive, operands) {
                return result
            }
            let operands = primitive.autocasting(operands)
            let spec = try primitive.spec(of: operands.map(\.spec))
            return evaluatedIfDue(Node(primitive, operands.map(\.node), spec))
        }
    }

    /// The recorded tensor: a loop that never asks for a value would otherwise grow its graph without end.
    private static func evaluatedIfDue(_ node: consuming Node) -> Tensor {
        let isDue = (node.depth >= pendingLimit || evaluatesEachStep) && !node.isTraced
        let tensor = Tensor(node: node)
        if isDue { eval(tensor) }
        return tensor
    }

    /// A primitive of complex numbers, whose parts keep their type.
    private static func complex(
        _ primitive: Primitive, _ operands: [Tensor]
    ) throws(OpError) -> Tensor? {
        try autocast(to: nil) {
            Result { () throws(OpError) in try primitive.overParts(operands) }
        }.get()
    }

    /// Records a primitive that may have several results; a broken rule traps.
    package static func recordAll(_ primitive: Primitive, _ operands: [Tensor]) -> [Tensor] {
        orTrap { () throws(OpError) in try recordingAll(primitive, operands) }
    }

    /// Records a primitive that may have several results.
    package static func recordingAll(
        _ primitive: Primitive, _ operands: [Tensor]
    ) throws(OpError) -> [Tensor] {
        let specs = try primitive.resultSpecs(of: operands.map(\.spec))
        let node = Tensor(node: Node(primitive, operands.map(\.node), specs[0]))
        guard specs.count > 1 else { return [node] }
        return specs.enumerated().map { record(.result($0, $1), node) }
    }

    /// Whether every operation is computed as soon as it is called: `LAMINA_EAGER=1` in the environment,
    /// to find the operation at which a debugger, a profiler or a NaN should stop. The numbers are the
    /// same.
    private static let evaluatesEachStep =
        getenv("LAMINA_EAGER").map { String(cString: $0) == "1" } ?? false

    /// The longest chain that is recorded without being computed, in nodes.
    private static let pendingLimit = 2048

    /// A number known now, with no axes. It is an input of the graph and not part of its structure,
    /// so that another number runs the same plan; inside a traced function it is a constant.
    package static func constant(_ value: Double, _ dtype: DType) -> Tensor {
        // Graphs hold no complex constants: a complex number is made of two real ones.
        if dtype.isComplex {
            let re = constant(value, dtype.realType)
            return ComplexParts(re, constant(0, re.dtype)).tensor
        }
        return Tensor(node: Node(.constant(value), [], TensorSpec([], dtype)))
    }

    /// A tensor that already has its value.
    package init(buffer: Buffer, spec: TensorSpec) {
        node = Node(.parameter(0), [], spec, value: buffer)
    }

    /// A traced input: it has a shape and gets a value when the traced program runs.
    package static func placeholder(_ spec: TensorSpec) -> Tensor {
        Tensor(node: Node(.parameter(0), [], spec, isTraced: true))
    }

    /// The same tensor as a point of differentiation: whatever is computed from it can be traced
    /// back to it.
    package func marked() -> Tensor { Tensor(node: Node(.identity, [node], spec, isTraced: true)) }
}
