import Lamina
import LaminaTensor

/// What the machine can do: products of large matrices, and reading and writing large arrays.
struct MachineLimits: CustomStringConvertible {
    let flopsPerSecond, bytesPerSecond: Double

    /// The best of a few runs; takes a fifth of a second.
    static func measured() -> MachineLimits {
        let size = 1024
        let a = Tensor.normal(shape: [size, size], key: RandomKey(seed: 1))
        let product = compile { (a: Tensor) in matmul(a, a) }
        let long = Tensor.zeros([1 << 24])
        let sum = compile { (x: Tensor) in x + 1 }
        return MachineLimits(
            flopsPerSecond: 2 * Double(size * size * size) / best { eval(product(a)) },
            bytesPerSecond: 8 * Double(1 << 24) / best { eval(sum(long)) })
    }

    private static func best(_ body: () -> Void) -> Double {
        let clock = ContinuousClock()
        body()
        return (0..<5).map { _ in clock.measure(body) / .seconds(1) }.min() ?? .infinity
    }

    var description: String {
        "\(Int(flopsPerSecond / 1e9)) GFLOP/s in large products, "
            + "\(Int(bytesPerSecond / 1e9)) GB/s to and from memory"
    }
}
