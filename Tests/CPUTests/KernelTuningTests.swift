import CLaminaKernels
import LaminaCPU
import LaminaGraph
import Testing

@Suite struct KernelTuningTests {
    private static let line =
        "forward 2x8x8x16 by 3x3x16x16 to 8x8, stride 1x1, dilation 1x1, padding 1x1, planes 0, 2 threads, avx2: "

    @Test func whatIsKeptIsReadAgain() throws {
        let text = Self.line + "winograd; tiles 20 us, winograd 10 us\n"
        #expect(try KernelTuning(text, path: "kernels.txt").text == text)
        #expect(try KernelTuning().text == "")
    }

    @Test(arguments: ["nonsense", line + "fastest", line, ": ;"])
    func aLineThatIsNoChoiceIsNamed(_ broken: String) throws {
        let text = Self.line + "tiles; \n" + broken
        let error = #expect(throws: OpError.self) {
            try KernelTuning(text, path: "runs/a/kernels.txt")
        }
        #expect(error?.problem.contains("runs/a/kernels.txt, line 2") == true)
    }

    /// Every way that a shape has agrees with the one that the shape chooses.
    @Test(arguments: [LK_CONV_FORWARD, LK_CONV_INPUT_GRADIENT, LK_CONV_FILTER_GRADIENT])
    func allWaysAgree(_ direction: lk_conv_direction) {
        var c = lk_conv(
            batch: 3, height: 12, width: 11, channels: 32, out_height: 12, out_width: 11,
            out_channels: 48,
            kernel_h: 3, kernel_w: 3, stride_h: 1, stride_w: 1, dilation_h: 1, dilation_w: 1,
            pad_top: 1,
            pad_left: 1, groups: 1, plane_step: 0, way: LK_CONV_BY_SHAPE)
        let counts = [3 * 12 * 11 * 32, 9 * 32 * 48, 3 * 12 * 11 * 48]
        let (x, w, y) = (numbers(counts[0]), numbers(counts[1]), numbers(counts[2]))
        let results = [LK_CONV_BY_SHAPE, LK_CONV_TILES, LK_CONV_LIBRARY, LK_CONV_WINOGRAD].map {
            way in
            #expect(lk_conv_has_way(&c, direction, way))
            c.way = way
            defer { c.way = LK_CONV_BY_SHAPE }
            var result = [Float](
                repeating: .nan,
                count: direction == LK_CONV_FORWARD
                    ? counts[2] : direction == LK_CONV_INPUT_GRADIENT ? counts[0] : counts[1])
            switch direction {
            case LK_CONV_INPUT_GRADIENT: lk_conv_input_gradient(&c, LK_FLOAT32, y, w, &result)
            case LK_CONV_FILTER_GRADIENT: lk_conv_filter_gradient(&c, LK_FLOAT32, x, y, &result)
            default: lk_conv_forward(&c, LK_FLOAT32, x, w, &result)
            }
            return result
        }
        let largest = results[0].map(abs).max() ?? 0
        for result in results {
            #expect(zip(result, results[0]).allSatisfy { abs($0 - $1) <= 1e-5 * largest })
        }
        #expect(
            Set(results.dropFirst().map { $0.map(\.bitPattern) }).count > 1,
            "each way is one of its own")
        c.stride_h = 2
        #expect(!lk_conv_has_way(&c, direction, LK_CONV_WINOGRAD))
    }

    /// What one executor measured does not reach the plans of another.
    @Test func onlyTheExecutorThatAsksMeasures() throws {
        var c = Case()
        let x = c.input([2, 8, 8, 16], .float32, (0..<2048).map { Double($0 % 7 - 3) })
        let w = c.input([3, 3, 16, 16], .float32, (0..<2304).map { Double($0 % 5 - 2) })
        let window = ConvolutionWindow(
            padding: Padding(top: 1, bottom: 1, left: 1, right: 1))
        c.graph.outputs = [try c.add(.convolution(window), x, w)]
        let tuning = try KernelTuning()
        let byShape = c.run(CPUExecutor())
        #expect(tuning.text == "")
        #expect(c.run(CPUExecutor(tuning: tuning)) == byShape, "sums of small integers are exact")
        let text = tuning.text
        #expect(
            text.hasPrefix("forward 2x8x8x16 by 3x3x16x16 to 8x8") && text.count { $0 == "\n" } == 1
        )
        // Who goes on with it measures nothing anew.
        let known = try KernelTuning(text)
        _ = c.run(CPUExecutor(tuning: known))
        #expect(known.text == text)
    }

    private func numbers(_ count: Int) -> [Float] {
        (0..<count).map { Float(($0 * 7919) % 1013) / 1013 - 0.5 }
    }
}
