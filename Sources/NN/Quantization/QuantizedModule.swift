import LaminaGraph
import LaminaTensor

/// A built model whose dense layers and convolutions multiply int8: a quarter of the bytes, and on
/// processors with instructions for it (AVX-512 VNNI) faster. For inference. PyTorch:
/// `torch.ao.quantization.quantize_dynamic`.
///
/// ```swift
/// let model = MLP(hidden: [64], outFeatures: 10)
/// try model.build(input: [1, 20])
/// let small = model.dynamicallyQuantized()
/// small.weightByteCount  // 2,512 instead of 7,976: biases and scales stay float32
/// let answer = small(Tensor.ones([1, 20]))
/// ```
/// Weights are rounded once, with a scale for each output channel; what they are multiplied with is rounded
/// during the call, with a scale for each row of a dense layer and for each example of a convolution, so that
/// no example changes another one's result. Sums are exact, in int32. All other layers compute as they did.
///
/// Paths are the original's; `conv1.weight` is int8, and its scales are `conv1.weightScale`. To load from a
/// file, quantise a model of the same sizes and load into it:
///
/// ```swift
/// let small = model.dynamicallyQuantized()
/// var file = SafeTensors()
/// for (path, variable) in small.variables { file.entries[path] = .init(variable.value) }
/// try file.write(to: "small.safetensors")
/// let again = model.dynamicallyQuantized()
/// try again.load(SafeTensors(contentsOf: "small.safetensors").entries.mapValues(\.tensor))
/// ```
public struct QuantizedModule<Original: Module>: Module, CustomReflectable {
    private let original: Original
    private let cells: [(path: String, cell: any Sendable)]
    private let redirects: [(Variable, Variable)]
    private let weights: QuantizedWeights

    fileprivate init(_ original: Original, at pattern: PathPattern) {
        self.original = original
        var (cells, redirects): ([(String, any Sendable)], [(Variable, Variable)]) = ([], [])
        var weights = QuantizedWeights()
        let walk = ModuleWalk(original)
        for (path, cell) in walk.cells {
            let variable: Variable?
            switch cell {
            case .parameter(let parameter):
                variable = parameter.variable
                if let value = variable?.value, pattern.matches(path),
                    walk.isQuantizable(path, value)
                {
                    let weight = QuantizedWeight(rounding: value)
                    weights[parameter] = weight
                    cells += [(path, weight.values), (path + "Scale", weight.scale)]
                    continue
                }
            case .state(let state): variable = state.cell.variable
            case .variable(let plain): variable = plain
            }
            guard let variable else {
                require(
                    false,
                    "dynamicallyQuantized: '\(path)' has no value yet; build the model first, build(input:)"
                )
                preconditionFailure("require has stopped the program")
            }
            let own = Variable(variable.value)
            cells.append((path, own))
            redirects.append((variable, own))
        }
        (self.cells, self.redirects, self.weights) = (cells, redirects, weights)
    }

    /// The original's function of the rounded weights.
    public func forward(_ input: Original.Input) -> Original.Output {
        VariableScope.redirecting(redirects) {
            QuantizedWeights.$current.withValue(weights) { original(input) }
        }
    }

    /// Bytes of all its cells.
    public var weightByteCount: Int { variables.reduce(0) { $0 + $1.variable.spec.byteCount } }

    /// The cells under their paths, for the walk over them.
    public var customMirror: Mirror {
        Mirror(self, children: cells.map { (label: $0.path, value: $0.cell) })
    }
}

extension Module {
    /// The model with int8 weights; see ``QuantizedModule``. The model is built, and stays as it is.
    ///
    /// - Parameter pattern: which weights, by path; layers that are delicate can be left out, as with
    ///   `"features.**"`.
    public func dynamicallyQuantized(at pattern: PathPattern = "**") -> QuantizedModule<Self> {
        QuantizedModule(self, at: pattern)
    }
}

extension ModuleWalk {
    /// Whether a cell is the weight of a layer that multiplies int8. Depthwise filters are left out: they
    /// are few, and have too short sums to gain.
    fileprivate func isQuantizable(_ path: String, _ value: Tensor) -> Bool {
        guard path == "weight" || path.hasSuffix(".weight"), value.dtype == .float32 else {
            return false
        }
        let owner = owner(of: path)
        guard let type = modules.first(where: { $0.path == owner })?.type else { return false }
        return type == Dense.self || (type == Conv2D.self && value.shape[2] > 1)
    }
}
