import CLaminaKernels
import LaminaTestSupport
import Testing

/// Convolutions and their gradients against plain loops over `Double`.
@Suite struct ConvolutionTests {
    /// A convolution's shape; rows and columns may differ in everything.
    struct Shape: CustomTestStringConvertible, Sendable {
        var batch = 2
        var size = (9, 11)
        var channels = (3, 5)
        var kernel = (3, 3)
        var stride = (1, 1)
        var dilation = (1, 1)
        /// Top, left, bottom, right.
        var padding = (0, 0, 0, 0)
        var groups = 1

        var conv: lk_conv {
            var c = lk_conv()
            c.batch = Int64(batch)
            (c.height, c.width) = (Int64(size.0), Int64(size.1))
            (c.channels, c.out_channels) = (Int64(channels.0), Int64(channels.1))
            (c.kernel_h, c.kernel_w) = (Int64(kernel.0), Int64(kernel.1))
            (c.stride_h, c.stride_w) = (Int64(stride.0), Int64(stride.1))
            (c.dilation_h, c.dilation_w) = (Int64(dilation.0), Int64(dilation.1))
            (c.pad_top, c.pad_left) = (Int64(padding.0), Int64(padding.1))
            let rows = size.0 + padding.0 + padding.2 - (kernel.0 - 1) * dilation.0 - 1
            let columns = size.1 + padding.1 + padding.3 - (kernel.1 - 1) * dilation.1 - 1
            c.out_height = Int64(rows / stride.0 + 1)
            c.out_width = Int64(columns / stride.1 + 1)
            c.groups = Int64(groups)
            return c
        }
        var inputs: Int { batch * size.0 * size.1 * channels.0 }
        var outputs: Int { batch * Int(conv.out_height * conv.out_width) * channels.1 }
        var weights: Int { kernel.0 * kernel.1 * (channels.0 / groups) * channels.1 }

        var testDescription: String {
            "\(batch)x\(size)x\(channels) kernel \(kernel) stride \(stride) dilation \(dilation) "
                + "padding \(padding) groups \(groups)"
        }
    }

    static let shapes = otherShapes + winogradShapes

    static let otherShapes = [
        Shape(batch: 3, size: (28, 28), channels: (1, 6), kernel: (5, 5), padding: (2, 2, 2, 2)),
        Shape(batch: 5, size: (14, 14), channels: (6, 16), kernel: (5, 5)),
        Shape(channels: (1, 1), kernel: (1, 1)),
        Shape(channels: (15, 17), kernel: (2, 4), stride: (2, 1), padding: (0, 1, 1, 2)),
        Shape(size: (20, 19), channels: (4, 33), stride: (2, 3), padding: (1, 0, 2, 1)),
        Shape(channels: (3, 40), dilation: (2, 3), padding: (2, 3, 2, 3)),
        Shape(size: (12, 13), channels: (16, 32), kernel: (3, 5), padding: (1, 2, 1, 2)),
        Shape(size: (16, 17), channels: (32, 16), stride: (2, 2), padding: (1, 1, 1, 1)),
        Shape(size: (14, 15), channels: (16, 16), dilation: (2, 2), padding: (2, 2, 2, 2)),
        Shape(batch: 20, size: (8, 8), channels: (32, 48), kernel: (1, 1)),
        Shape(channels: (6, 8), groups: 2),
        Shape(size: (12, 12), channels: (32, 32), padding: (1, 1, 1, 1), groups: 32),
        Shape(
            size: (11, 30), channels: (37, 37), kernel: (5, 3), padding: (2, 1, 2, 1), groups: 37),
        Shape(
            batch: 1, size: (29, 25), channels: (48, 48), stride: (2, 2), padding: (0, 1, 2, 1),
            groups: 48),
        Shape(
            size: (6, 5), channels: (18, 18), kernel: (3, 5), stride: (1, 2), dilation: (2, 2),
            padding: (3, 7, 3, 7), groups: 18),
        Shape(size: (12, 12), channels: (32, 64), stride: (2, 2), padding: (1, 1, 1, 1), groups: 4),
        Shape(channels: (6, 12), dilation: (1, 2), padding: (0, 2, 0, 2), groups: 3),
        Shape(batch: 1, size: (60, 50), channels: (16, 32), padding: (1, 1, 1, 1)),
        Shape(batch: 1, size: (61, 50), channels: (3, 24), stride: (2, 2), padding: (1, 1, 0, 0)),
        Shape(batch: 1, size: (40, 30), channels: (5, 20), kernel: (5, 3), padding: (4, 2, 4, 2)),
        Shape(size: (1, 40), channels: (2, 3), kernel: (1, 7), padding: (0, 6, 0, 0)),
        Shape(size: (80, 1), channels: (32, 48), kernel: (5, 1), padding: (4, 0, 0, 0)),
        Shape(
            batch: 1, size: (200, 1), channels: (16, 64), kernel: (3, 1), stride: (2, 1),
            dilation: (3, 1), padding: (2, 0, 3, 0)),
        Shape(size: (50, 1), channels: (32, 32), kernel: (5, 1), padding: (2, 0, 2, 0), groups: 32),
        Shape(size: (7, 7), channels: (3, 16), kernel: (2, 2), padding: (3, 4, 5, 3)),
        Shape(size: (8, 9), channels: (16, 16), kernel: (2, 2), stride: (5, 6)),
    ]

    /// Groups of tiles for each thread and groups that threads share, odd sizes, half panels, wide padding.
    static let winogradShapes = [
        Shape(batch: 3, size: (13, 11), channels: (48, 80), padding: (1, 1, 1, 1)),
        Shape(batch: 1, size: (40, 37), channels: (16, 32), padding: (1, 1, 1, 1)),
        Shape(batch: 5, size: (15, 24), channels: (32, 64), padding: (2, 0, 0, 1)),
        Shape(batch: 2, size: (15, 14), channels: (192, 176), padding: (1, 1, 1, 1)),
        Shape(batch: 40, size: (6, 5), channels: (160, 208)),
        Shape(batch: 1, size: (12, 30), channels: (32, 48), padding: (3, 4, 2, 2)),
    ]

    struct Values {
        var x: [Double], w: [Double], dy: [Double]

        init(_ s: Shape, seed: UInt64 = 1) {
            var random = SplitMix(seed: seed)
            let next: (Int) -> Double = { _ in Double(Float.random(in: -1..<1, using: &random)) }
            x = (0..<s.inputs).map(next)
            w = (0..<s.weights).map(next)
            dy = (0..<s.outputs).map(next)
        }

        var magnitudes: Values {
            var values = self
            (values.x, values.w, values.dy) = (x.map(abs), w.map(abs), dy.map(abs))
            return values
        }
    }

    struct Results {
        var y: [Double], dx: [Double], dw: [Double]
    }

    /// The definition: every product of an input and a weight, once.
    func reference(_ s: Shape, _ v: Values) -> Results {
        let c = s.conv
        var r = Results(
            y: .init(repeating: 0, count: s.outputs), dx: .init(repeating: 0, count: s.inputs),
            dw: .init(repeating: 0, count: s.weights))
        let (height, width) = (Int(c.out_height), Int(c.out_width))
        let (inGroup, outGroup) = (s.channels.0 / s.groups, s.channels.1 / s.groups)
        for output in 0..<s.outputs {
            let (j, q) = (output % s.channels.1, output / s.channels.1 % width)
            let (o, image) = (
                output / (s.channels.1 * width) % height, output / (s.channels.1 * width * height)
            )
            for tap in 0..<s.kernel.0 * s.kernel.1 {
                let row = o * s.stride.0 - s.padding.0 + tap / s.kernel.1 * s.dilation.0
                let column = q * s.stride.1 - s.padding.1 + tap % s.kernel.1 * s.dilation.1
                guard 0..<s.size.0 ~= row, 0..<s.size.1 ~= column else { continue }
                let pixel = (image * s.size.0 + row) * s.size.1 + column
                for i in 0..<inGroup {
                    let input = pixel * s.channels.0 + j / outGroup * inGroup + i
                    let weight = (tap * inGroup + i) * s.channels.1 + j
                    r.y[output] += v.x[input] * v.w[weight]
                    r.dx[input] += v.dy[output] * v.w[weight]
                    r.dw[weight] += v.x[input] * v.dy[output]
                }
            }
        }
        return r
    }

    private func run<T: BinaryFloatingPoint & BitwiseCopyable>(
        _ dtype: lk_dtype, _ s: Shape, _ v: Values, as: T.Type
    ) -> (y: [T], dx: [T], dw: [T]) {
        var c = s.conv
        let (x, w, dy) = (v.x.map { T($0) }, v.w.map { T($0) }, v.dy.map { T($0) })
        var y = [T](repeating: .nan, count: s.outputs)
        var dx = [T](repeating: .nan, count: s.inputs)
        var dw = [T](repeating: .nan, count: s.weights)
        lk_conv_forward(&c, dtype, x, w, &y)
        lk_conv_input_gradient(&c, dtype, dy, w, &dx)
        lk_conv_filter_gradient(&c, dtype, x, dy, &dw)
        return (y, dx, dw)
    }

    /// Rounding errors partly cancel: a few ulps of the summed magnitudes, however deep the sum.
    private func agree<T: BinaryFloatingPoint>(
        _ a: [T], _ b: [Double], magnitudes: [Double], ulp: Double
    ) -> Bool {
        a.count == b.count
            && a.indices.allSatisfy { abs(Double(a[$0]) - b[$0]) <= 8 * ulp * magnitudes[$0] }
    }

    func expectAgreement<T: BinaryFloatingPoint>(
        _ r: (y: [T], dx: [T], dw: [T]), _ s: Shape, _ v: Values, ulp: Double
    ) {
        let expected = reference(s, v), size = reference(s, v.magnitudes)
        #expect(agree(r.y, expected.y, magnitudes: size.y, ulp: ulp))
        #expect(agree(r.dx, expected.dx, magnitudes: size.dx, ulp: ulp))
        #expect(agree(r.dw, expected.dw, magnitudes: size.dw, ulp: ulp))
    }

    @Test(arguments: shapes) func floatsAgreeWithPlainLoops(_ s: Shape) {
        let v = Values(s)
        expectAgreement(run(LK_FLOAT32, s, v, as: Float.self), s, v, ulp: 0x1p-24)
    }

    @Test(arguments: shapes) func packedFiltersGiveTheSameBits(_ s: Shape) {
        let v = Values(s)
        var c = s.conv
        let size = Int(lk_conv_packed_size(&c, LK_FLOAT32))
        guard size > 0 else { return }
        let (x, w) = (v.x.map { Float($0) }, v.w.map { Float($0) })
        var (y, packed) = (
            [Float](repeating: .nan, count: s.outputs), [UInt8](repeating: 0, count: size)
        )
        lk_conv_pack(&c, LK_FLOAT32, w, &packed)
        lk_conv_forward_packed(&c, LK_FLOAT32, x, packed, &y, nil)
        #expect(y == run(LK_FLOAT32, s, v, as: Float.self).y)
    }

    /// Pictures as other libraries keep them, with a plane for each channel.
    @Test(arguments: shapes.filter { $0.groups == 1 }) func planesAgreeWithPlainLoops(_ s: Shape) {
        let v = Values(s)
        let plane = s.size.0 * s.size.1
        // A single image's planes may lie apart.
        let step = s.batch == 1 ? plane + 7 : plane
        var planes = [Float](repeating: .nan, count: s.batch * s.channels.0 * step)
        for (index, value) in v.x.enumerated() {
            let (channel, pixel) = (index % s.channels.0, index / s.channels.0)
            let (image, place) = (pixel / plane, pixel % plane)
            planes[(image * s.channels.0 + channel) * step + place] = Float(value)
        }
        var c = s.conv
        c.plane_step = Int64(step)
        var y = [Float](repeating: .nan, count: s.outputs)
        lk_conv_forward(&c, LK_FLOAT32, planes, v.w.map { Float($0) }, &y)
        let (expected, size) = (reference(s, v).y, reference(s, v.magnitudes).y)
        #expect(agree(y, expected, magnitudes: size, ulp: 0x1p-24))
    }

    @Test(arguments: shapes) func doublesAgreeWithPlainLoops(_ s: Shape) {
        let v = Values(s)
        expectAgreement(run(LK_FLOAT64, s, v, as: Double.self), s, v, ulp: 0x1p-53)
    }

    @Test(arguments: shapes) func oneAndTwoThreadsGiveTheSameBits(_ s: Shape) {
        let v = Values(s)
        let bits = {
            let (y, dx, dw) = run(LK_FLOAT32, s, v, as: Float.self)
            return (y + dx + dw).map(\.bitPattern)
        }
        let (one, two) = (withThreads(1, bits), withThreads(2, bits))
        #expect(one == two)
    }

    /// oneDNN's weights are reordered once per call: the next call must see the new ones.
    @Test func aSecondCallSeesItsOwnWeights() {
        let s = Shape(batch: 4, size: (24, 24), channels: (32, 32), padding: (1, 1, 1, 1))
        _ = run(LK_FLOAT32, s, Values(s, seed: 1), as: Float.self)
        let v = Values(s, seed: 2)
        expectAgreement(run(LK_FLOAT32, s, v, as: Float.self), s, v, ulp: 0x1p-24)
    }

    /// Tiles share sums, but what is not a number stays within the windows that cover it.
    @Test(arguments: winogradShapes) func aNaNReachesTheWindowsThatCoverItAlone(_ s: Shape) {
        var v = Values(s)
        let pixel = s.inputs / 2 / s.channels.0
        v.x[pixel * s.channels.0 + 3] = .nan
        let y = run(LK_FLOAT32, s, v, as: Float.self).y
        let expected = reference(s, v).y
        #expect(zip(y, expected).allSatisfy { $0.isNaN == $1.isNaN })
        #expect(expected.contains { $0.isNaN } && expected.contains { !$0.isNaN })
    }

    @Test func anEmptyBatchLeavesOnlyAZeroFilterGradient() {
        let s = Shape(batch: 0)
        let (y, dx, dw) = run(LK_FLOAT32, s, Values(s), as: Float.self)
        #expect(y == [] && dx == [])
        #expect(dw == [Float](repeating: 0, count: s.weights))
    }

    @Test func noInputChannelsGiveZeros() {
        let s = Shape(channels: (0, 4))
        #expect(
            run(LK_FLOAT32, s, Values(s), as: Float.self).y
                == [Float](repeating: 0, count: s.outputs))
    }
}
