import Lamina

/// W6e, W6c and W7: single operations and chains of them.
enum KernelRows {
    static let eagerChain = BenchRow(
        "W6e", .microseconds(parts: 1000), .probes, warmUp: 5, samples: 20, inner: 5
    ) {
        let (start, c) = (hashTensor(1000, [64]), hashTensor(1001, [64], bound: 0.01))
        return { _ in
            var y = start
            for _ in 0..<1000 {
                y = y + c
                eval(y)
            }
            return [y]
        }
    }

    static let compiledChain = BenchRow(
        "W6c", .microseconds(parts: 1000), .probes, warmUp: 5, samples: 20, inner: 50
    ) {
        let (start, c) = (hashTensor(1000, [64]), hashTensor(1001, [64], bound: 0.01))
        let chain = compile { (y: Tensor, c: Tensor) in (0..<1000).reduce(y) { y, _ in y + c } }
        return { _ in [chain(start, c)] }
    }

    static let geluChain = function("W7a", .milliseconds, warmUp: 3, samples: 10) {
        let x = hashTensor(1000, [1 << 24], bound: 4)
        let chain = compile { (x: Tensor) in gelu(1.5 * x + 0.25, .tanh) * 0.75 + x }
        return { [chain(x)] }
    }

    static let softmaxRow = function("W7b", .milliseconds, warmUp: 3, samples: 15) {
        let x = hashTensor(1000, [4096, 4096], bound: 4)
        let compiled = compile { (x: Tensor) in softmax(x) }
        return { [compiled(x)] }
    }

    static let layerNormRow = function("W7c", .milliseconds, warmUp: 10, samples: 20, inner: 10) {
        let x = hashTensor(1000, [2048, 768])
        let scale = hashTensor(1001, [768], bound: 0.2, offset: 1)
        let shift = hashTensor(1002, [768], bound: 0.05)
        let compiled = compile { (x: Tensor, scale: Tensor, shift: Tensor) in
            layerNorm(x, weight: scale, bias: shift, eps: 1e-5)
        }
        return { [compiled(x, scale, shift)] }
    }

    static let product = product("W7d", 1024, warmUp: 5, samples: 20, inner: 3)
    static let largeProduct = product("W7e", 4096, warmUp: 1, samples: 5)

    static let convolution = function("W7f", .milliseconds, warmUp: 5, samples: 15) {
        let (x, w, _) = pictures()
        let compiled = compile { (x: Tensor, w: Tensor) in
            conv2D(x, filter: w, padding: .symmetric(1))
        }
        return { [compiled(x, w)] }
    }

    static let convolutionBackward = function("W7g", .milliseconds, warmUp: 5, samples: 15) {
        let (x, w, dy) = pictures()
        let compiled = compile { (x: Tensor, w: Tensor, dy: Tensor) in
            vjp({ conv2D($0[0], filter: $0[1], padding: .symmetric(1)) }, at: [x, w]).pullback(dy)
        }
        return { compiled(x, w, dy) }
    }

    private static func pictures() -> (Tensor, Tensor, Tensor) {
        (
            hashTensor(1000, [8, 56, 56, 64]),
            hashTensor(1001, [3, 3, 64, 64], bound: (3.0 / 576).squareRoot()),
            hashTensor(1002, [8, 56, 56, 64])
        )
    }

    private static func product(
        _ id: String, _ n: Int, warmUp: Int, samples: Int, inner: Int = 1
    ) -> BenchRow {
        let work = 2 * Double(n * n * n) / 1e9
        return function(id, .gigaflops(work), warmUp: warmUp, samples: samples, inner: inner) {
            let (a, b) = (hashTensor(1000, [n, n]), hashTensor(1001, [n, n]))
            let compiled = compile { (a: Tensor, b: Tensor) in matmul(a, b) }
            return { [compiled(a, b)] }
        }
    }

    /// A row of one function on one input.
    private static func function(
        _ id: String, _ unit: BenchRow.Unit, warmUp: Int, samples: Int, inner: Int = 1,
        _ make: @escaping @Sendable () -> () -> [Tensor]
    ) -> BenchRow {
        BenchRow(id, unit, .probes, warmUp: warmUp, samples: samples, inner: inner) {
            let call = make()
            return { _ in call() }
        }
    }
}
