import LaminaGraph
public import LaminaTensor

// A gate that forgets a part 1/n of its state each step keeps it for about n steps. Biases drawn so that
// units keep theirs for all times up to the longest wanted make dependences of hundreds of steps
// learnable, which a plain start is not.

extension LSTM {
    /// Draws the forget gates' biases as `ln u` with `u` uniform in `1...steps - 1`, and sets the input
    /// gates' to their negatives, so that units remember for up to so many steps. The layer is built, and
    /// has biases.
    ///
    /// - Source: Tallec & Ollivier (2018), arXiv:1804.11188, eq. 16 (chrono initialisation).
    public func initializeMemory(steps: Int, key: RandomKey) {
        let bias = chronoBias(inputBias, "LSTM", features, steps, key)
        // The gates' order is i, f, g, o.
        inputBias?.value = concatenated(
            [-bias, bias, .zeros([2 * features], dtype: bias.dtype)], axis: 0)
    }
}

extension GRU {
    /// Draws the update gates' biases so that units remember for up to so many steps. The layer is built,
    /// and has biases.
    ///
    /// - Source: Tallec & Ollivier (2018), arXiv:1804.11188, eq. 16, for the gate that keeps the state.
    public func initializeMemory(steps: Int, key: RandomKey) {
        let bias = chronoBias(inputBias, "GRU", features, steps, key)
        // The gates' order is r, z, n, and z keeps the state.
        inputBias?.value = concatenated(
            [.zeros([features], dtype: bias.dtype), bias, .zeros([features], dtype: bias.dtype)],
            axis: 0)
    }
}

private func chronoBias(
    _ bias: Parameter?, _ layer: String, _ features: Int, _ steps: Int, _ key: RandomKey
) -> Tensor {
    require(steps >= 3, "\(layer).initializeMemory: steps must be at least 3, got \(steps)")
    require(
        bias?.isBuilt == true, "\(layer).initializeMemory: the layer is not built, or has no bias")
    let dtype = bias?.value.dtype ?? .float32
    let times = Tensor.uniform(1..<Double(steps - 1), shape: [features], key: key)
    return log(times).asType(dtype)
}
