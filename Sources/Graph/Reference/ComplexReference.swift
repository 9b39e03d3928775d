extension Primitive {
    /// A movement of complex numbers, as the same movement of their real and of their imaginary parts;
    /// `nil` for what is not done on the parts apart.
    func referenceOfParts(
        _ inputs: [[Double]], _ specs: [TensorSpec], _ output: TensorSpec
    ) -> [Double]? {
        switch self {
        case .complexFromParts, .identity, .stopGradient, .reshape, .barrier, .composite: return nil
        default: break
        }
        let real = TensorSpec(output.shape, output.dtype.realType)
        let realSpecs = specs.map { TensorSpec($0.shape, $0.dtype.realType) }
        let parts = (0..<2).map { part in
            let own = zip(inputs, specs).map { elements, spec in
                spec.dtype.isComplex
                    ? stride(from: part, to: elements.count, by: 2).map { elements[$0] } : elements
            }
            return reference(inputs: own, specs: realSpecs, output: real)
        }
        return zip(parts[0], parts[1]).flatMap { [$0, $1] }
    }
}
