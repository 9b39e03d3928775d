import LaminaGraph
import LaminaNN
import LaminaReference
import LaminaTensor
import Testing

/// A layer beside PyTorch's arrays for it: output, and gradients of inputs and parameters.
struct TorchParity {
    /// What every layer is compared in.
    static let precisions: [DType] = [.float64, .float32]

    let name: String
    private let dtype: DType
    private let torch: TorchReference

    init(_ name: String, _ dtype: DType = .float64) throws {
        (self.name, self.dtype) = (name, dtype)
        torch = try TorchReference("layers")
    }

    /// One array of the case.
    func array(_ key: String) throws -> Tensor { try torch["\(name)/\(key)"].asType(dtype) }

    /// Builds the layer for the case's input `x` and gives it PyTorch's weights, all of them.
    func load(_ layer: some Module<Tensor, Tensor>, asIndices: Bool = false) throws {
        let x = try array("input/x")
        try layer.build(like: asIndices ? x.asType(.int32) : x, seed: 1)
        try fill(layer)
    }

    /// Gives a built layer PyTorch's weights, all of them.
    func fill(_ layer: some Module) throws {
        let names = torch.names(below: "\(name)/weight/")
        #expect(Set(layer.variables.map(\.path)) == Set(names))
        for (path, parameter) in layer.parameters {
            parameter.value = try array("weight/\(path)").asType(parameter.value.dtype)
        }
        for (path, variable) in layer.variables where names.contains(path) {
            variable.value = try array("weight/\(path)").asType(variable.spec.dtype)
        }
    }

    /// Compares a layer of one input with PyTorch's.
    func check(_ layer: some Module<Tensor, Tensor>) throws {
        try load(layer)
        try check(layer, inputs: ["x"]) { $0($1[0]) }
    }

    /// Compares a layer of indices with PyTorch's.
    func checkIndices(_ layer: some Module<Tensor, Tensor>) throws {
        try load(layer, asIndices: true)
        let x = try array("input/x").asType(.int32)
        try check(layer, inputs: []) { layer, _ in layer(x) }
    }

    /// Compares a filled module's function of the case's inputs with PyTorch's.
    ///
    /// Results were rounded to float32 once, which is 6e-8 of each; the rest of 1e-5 is for results
    /// that are small beside the largest. In float32 the layer rounds at every step.
    func check<M: Module>(
        _ layer: M, inputs: [String], _ function: @escaping @Sendable (M, [Tensor]) -> Tensor
    ) throws {
        let points = try inputs.map { try array("input/\($0)") }
        let probe = try array("probe/0")
        expectAgreement(function(layer, points), try array("output/0"), "output")
        let (_, gradients) = valueAndGradient(at: layer) { (function($0, points) * probe).sum() }
        for (path, gradient) in zip(gradients.parameters.map(\.path), gradients.tensors) {
            expectAgreement(gradient, try array("weight-grad/\(path)"), path)
        }
        guard !points.isEmpty else { return }
        let slopes = gradient { (points: [Tensor]) in (function(layer, points) * probe).sum() }(
            points)
        for (key, slope) in zip(inputs, slopes) {
            expectAgreement(slope, try array("grad/\(key)"), key)
        }
    }

    /// Demands `|a - b| <= 1e-5 max|b| + 1e-7`; in float32 1e-4.
    func expectAgreement(
        _ a: Tensor, _ b: Tensor, _ what: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard a.shape == b.shape else {
            Issue.record(
                "\(name), \(what): \(a.shape) is not \(b.shape)", sourceLocation: sourceLocation)
            return
        }
        let (x, y) = (a.array(as: Double.self), b.array(as: Double.self))
        let largest = y.map { Swift.abs($0) }.max() ?? 0
        let error = zip(x, y).map { Swift.abs($0 - $1) }.reduce(0) { $1.isNaN ? $1 : max($0, $1) }
        // A gradient that cancels, as that of a key's bias does, is 0 up to the rounding of its terms,
        // numbers of size 1 to 10: in float32 1e-6 of each.
        let cancels = dtype == .float32 && largest < 1e-9
        #expect(
            error <= (dtype == .float64 ? 1e-5 : 1e-4) * largest + (cancels ? 1e-5 : 1e-7),
            "\(name) in \(dtype), \(what)", sourceLocation: sourceLocation)
    }
}

/// One layer and the case it must agree with.
struct ParityRow: Sendable, CustomTestStringConvertible {
    let name: String
    let make: @Sendable () -> any Module<Tensor, Tensor>

    init(_ name: String, _ make: @escaping @Sendable () -> any Module<Tensor, Tensor>) {
        (self.name, self.make) = (name, make)
    }

    var testDescription: String { name }
}
