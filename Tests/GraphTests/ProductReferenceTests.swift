import LaminaGraph
import LaminaTestSupport
import Testing

@Suite struct ProductReferenceTests {
    @Test func matmulByHandInAllFourStorages() throws {
        // [1 2 3; 4 5 6] x [1 2; 3 4; 5 6] = [22 28; 49 64]
        let lhs = ([1.0, 2, 3, 4, 5, 6], TensorSpec([2, 3]))
        let lhsT = ([1.0, 4, 2, 5, 3, 6], TensorSpec([3, 2]))
        let rhs = ([1.0, 2, 3, 4, 5, 6], TensorSpec([3, 2]))
        let rhsT = ([1.0, 3, 5, 2, 4, 6], TensorSpec([2, 3]))
        for (a, transposeLHS) in [(lhs, false), (lhsT, true)] {
            for (b, transposeRHS) in [(rhs, false), (rhsT, true)] {
                let product = Primitive.matmul(
                    transposeLHS: transposeLHS, transposeRHS: transposeRHS)
                #expect(try evaluate(product, a, b) == [22, 28, 49, 64])
            }
        }
    }

    @Test func matmulGoesStackByStack() throws {
        let a = ([1.0, 2, 3, 4], TensorSpec([2, 1, 2]))
        let b = ([1.0, 1, 2, 2], TensorSpec([2, 2, 1]))
        let product = Primitive.matmul(transposeLHS: false, transposeRHS: false)
        #expect(try evaluate(product, a, b) == [3, 14])
    }

    @Test func matmulOfNoTermsIsZero() throws {
        let product = Primitive.matmul(transposeLHS: false, transposeRHS: false)
        let (a, b) = (([Double](), TensorSpec([2, 0])), ([Double](), TensorSpec([0, 1])))
        #expect(try evaluate(product, a, b) == [0, 0])
    }

    @Test func integerMatmulWraps() throws {
        let x = ([200.0, 3], TensorSpec([1, 2], .uint8))
        let product = Primitive.matmul(transposeLHS: false, transposeRHS: true)
        #expect(try evaluate(product, x, x) == [Double((200 * 200 + 9) % 256)])
    }

    @Test func convolutionByHand() throws {
        let x = ((1...9).map(Double.init), TensorSpec([1, 3, 3, 1]))
        let w = ([1.0, 2, 3, 4], TensorSpec([2, 2, 1, 1]))
        // Top left: 1*1 + 2*2 + 4*3 + 5*4.
        #expect(try evaluate(.convolution(ConvolutionWindow()), x, w) == [37, 47, 67, 77])
        let padded = ConvolutionWindow(
            strides: [2, 2], padding: Padding(top: 1, bottom: 0, left: 1, right: 0))
        #expect(try evaluate(.convolution(padded), x, w) == [4, 18, 36, 77])
        let higher = ConvolutionWindow(padding: Padding(top: 1, bottom: 0, left: 0, right: 0))
        #expect(try evaluate(.convolution(higher), x, w) == [11, 18, 37, 47, 67, 77])
        let dilated = ConvolutionWindow(dilations: [2, 2])
        #expect(try evaluate(.convolution(dilated), x, w) == [1 + 6 + 21 + 36])
    }

    @Test func groupsSeeOnlyTheirChannels() throws {
        let x = ([1.0, 10], TensorSpec([1, 1, 1, 2]))
        let w = ([2.0, 3, 5, 7], TensorSpec([1, 1, 1, 4]))
        let window = ConvolutionWindow(groups: 2)
        #expect(try evaluate(.convolution(window), x, w) == [2, 3, 50, 70])
    }

    /// `<dy, conv(x, w)>` is linear in `x` and in `w`, so either gradient gives it back.
    @Test(arguments: 0..<12) func convolutionGradientsAreItsTransposes(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        func draw(_ spec: TensorSpec) -> [Double] {
            (0..<spec.shape.elementCount).map { _ in
                Double(Int.random(in: -3...3, using: &random))
            }
        }
        let groups = seed % 3 == 0 ? 2 : 1
        let window = ConvolutionWindow(
            strides: [1 + seed % 2, 1 + seed % 3], dilations: [1 + seed % 3, 1],
            padding: Padding(top: seed % 3, bottom: 1, left: seed % 2, right: 2), groups: groups)
        let (x, w) = (TensorSpec([2, 7, 6, 4]), TensorSpec([3, 2, 4 / groups, 6]))
        let y = try Primitive.convolution(window).spec(of: [x, w])
        let (xs, ws, dys) = (draw(x), draw(w), draw(y))
        func dot(_ a: [Double], _ b: [Double]) -> Double {
            zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
        }
        // Small whole numbers: every sum is exact.
        let expected = dot(dys, try evaluate(.convolution(window), (xs, x), (ws, w)))
        let dx = try evaluate(.convolutionInputGradient(window, x.shape), (dys, y), (ws, w))
        let dw = try evaluate(.convolutionFilterGradient(window, w.shape), (xs, x), (dys, y))
        #expect(dot(dx, xs) == expected)
        #expect(dot(dw, ws) == expected)
    }
}
