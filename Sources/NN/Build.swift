public import LaminaGraph
public import LaminaTensor

extension Module {
    /// Gives every parameter without a value one, for inputs like this one.
    ///
    /// `forward` runs on shapes alone, nothing is computed. Then each parameter is drawn with a key
    /// made from the seed and its path, so that neither the order of calls nor another parameter
    /// changes it. Parameters take the type of the input's first floating-point tensor, or float32.
    /// Those that have a value keep it: building twice changes nothing, and checks the shapes again.
    ///
    /// - Parameter seed: without one it is drawn from the task's ``Generator``.
    /// - Throws: an `OpError` where a parameter's shape is not known after `forward`, or inside a
    ///   traced function. An input that does not fit traps in the layer it does not fit.
    public func build(like input: Input, seed: UInt64? = nil) throws(OpError) {
        guard VariableScope.current?.isTracing != true else {
            throw OpError(
                op: "build", problem: "a model cannot be built inside a traced function",
                operands: [:], fix: "call model.build(input:) before the compiled function")
        }
        let parameters = ModuleWalk(self).drawnCells
        for (path, parameter) in parameters { parameter.adopt(path: path) }
        let placeholders = input.tensors.map { Tensor.placeholder($0.spec) }
        let dtype = placeholders.first { $0.dtype.isFloatingPoint }?.dtype ?? .float32
        let build = ParameterBuild(dtype: dtype)
        dryRun(build, input.replacingTensors(placeholders))
        let pending = parameters.filter { !$0.cell.isBuilt }
        guard !pending.isEmpty else { return }
        let seed = seed ?? Generator.current.nextSeed()
        // Those that are made from the values of others come after them.
        for isDerived in [false, true] {
            var drawn: [(parameter: Parameter, value: Tensor)] = []
            for (path, parameter) in pending where (parameter.source != nil) == isDerived {
                guard let spec = build.spec(of: parameter), let initializer = parameter.initializer
                else { throw notReached(path) }
                let value = initializer(spec, key: RandomKey(seed: seed, path: path))
                drawn.append((parameter, value))
            }
            eval(drawn.map(\.value))
            for (parameter, value) in drawn { parameter.adopt(Variable(value)) }
        }
    }

    /// Runs `forward` where reads of parameters give placeholders and writes of variables go nowhere.
    @discardableResult
    func dryRun(
        _ build: ParameterBuild, _ input: Input, observer: ModuleObserver? = nil
    ) -> Output {
        VariableScope.tracing { _ in
            ParameterBuild.$current.withValue(build) {
                ModuleObserver.$current.withValue(observer) {
                    Recording.$call.withValue(nil) { self(input) }
                }
            }
        }
    }

    func buildOrTrap(like input: Input) {
        operation({ () throws(OpError) in try build(like: input) }, standIn: { _ in })
    }

    private func notReached(_ path: String) -> OpError {
        OpError(
            op: "build",
            problem: "forward did not read parameter '\(path)', so its shape is unknown",
            operands: ["model": "\(Self.self)"],
            fix: "call its layer in forward, or give the layer its sizes")
    }
}

extension Module where Input == Tensor {
    /// Gives every parameter without a value one, for inputs of this shape; see
    /// ``build(like:seed:)``. The batch size does not matter.
    public func build(
        input shape: Shape, dtype: DType = .float32, seed: UInt64? = nil
    ) throws(OpError) {
        try build(like: .placeholder(TensorSpec(shape, dtype)), seed: seed)
    }
}

extension Generator {
    /// 64 bits as a number.
    func nextSeed() -> UInt64 {
        let bits = nextKey().tensor.array(as: UInt32.self)
        return UInt64(bits[0]) | UInt64(bits[1]) << 32
    }
}
