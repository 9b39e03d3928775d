import LaminaGraph
import LaminaTensor
import Testing

/// The texts were printed by NumPy 2.4 with `np.array2string(a, separator=", ")`.
@Suite struct PrintingTests {
    @Test func columnsAlignAtThePoint() {
        #expect(
            "\(Tensor([[1, 2.5], [-3, 100]]))" == """
                [[  1. ,   2.5],
                 [ -3. , 100. ]] : float32 [2, 2]
                """)
        let thirds = Tensor([1.0 / 3, 2.0 / 3, 100] as [Double])
        #expect("\(thirds)" == "[  0.33333333,   0.66666667, 100.        ] : float64 [3]")
        #expect(
            "\(thirds.asType(.float32))"
                == "[  0.33333334,   0.6666667 , 100.        ] : float32 [3]")
    }

    @Test(
        arguments: [
            ([1e-5, 0.123456789, 0.1], "[9.9999997e-06, 1.2345679e-01, 1.0000000e-01]"),
            ([1e10, 1], "[1.e+10, 1.e+00]"), ([123456, 7], "[1.23456e+05, 7.00000e+00]"),
            ([1e6, 1e5], "[1.e+06, 1.e+05]"), ([9.9e5, 1e5], "[990000., 100000.]"),
            ([0x1p-149, 1e38], "[1.e-45, 1.e+38]"),
            ([0.1, .nan, -.infinity], "[ 0.1,  nan, -inf]"),
            ([.nan, .infinity], "[nan, inf]"), ([0, -0.0], "[ 0., -0.]"),
        ] as [([Float], String)])
    func singlePrecision(numbers: [Float], want: String) {
        #expect("\(Tensor(numbers))" == want + " : float32 [\(numbers.count)]")
    }

    @Test(
        arguments: [
            ([1e-5, 0.123456789, 0.1], "[1.00000000e-05, 1.23456789e-01, 1.00000000e-01]"),
            ([0, -0.0, 1e-300], "[ 0.e+000, -0.e+000,  1.e-300]"),
            ([12345678.5, 2], "[1.23456785e+07, 2.00000000e+00]"),
            ([1e100, 1e-5], "[1.e+100, 1.e-005]"), ([1e16, 2.5], "[1.0e+16, 2.5e+00]"),
        ] as [([Double], String)])
    func doublePrecision(numbers: [Double], want: String) {
        #expect("\(Tensor(numbers))" == want + " : float64 [\(numbers.count)]")
    }

    @Test func halfTypesShowTheirOwnDigits() {
        #expect("\(Tensor([0.1, 3]).asType(.float16))" == "[0.1, 3. ] : float16 [2]")
        #expect(
            "\(Tensor([1000.5, 1]).asType(.float16))" == "[1.0005e+03, 1.0000e+00] : float16 [2]")
        #expect("\(Tensor([0.1, 3]).asType(.bfloat16))" == "[0.1, 3. ] : bfloat16 [2]")
    }

    @Test func integersAndTruthValuesAlignRight() {
        #expect("\(Tensor([-1, 100] as [Int32]))" == "[ -1, 100] : int32 [2]")
        #expect(
            "\(Tensor([UInt64.max, 1]))"
                == "[18446744073709551615,                    1] : uint64 [2]")
        #expect(
            "\(Tensor([[true, false], [false, false]]))" == """
                [[ true, false],
                 [false, false]] : bool [2, 2]
                """)
    }

    @Test func scalarsAndNothing() {
        #expect("\(Tensor(1.5))" == "1.5 : float32 []")
        #expect("\(Tensor(1e10))" == "1.e+10 : float32 []")
        #expect("\(Tensor(true))" == "true : bool []")
        #expect("\(Tensor(12 as Int64))" == "12 : int64 []")
        #expect("\(Tensor(.nan))" == "nan : float32 []")
        #expect("\(Tensor.zeros([0, 3]))" == "[] : float32 [0, 3]")
        #expect("\(Tensor.zeros([2, 0]))" == "[] : float32 [2, 0]")
    }

    @Test func longRowsBreakBeforeColumn75() {
        #expect(
            "\(Tensor.arange(to: 40))" == """
                [ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16, 17,
                 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35,
                 36, 37, 38, 39] : int32 [40]
                """)
        #expect(
            "\(Tensor.linspace(from: 0, to: 1, count: 13))" == """
                [0.        , 0.08333334, 0.16666667, 0.25      , 0.33333334, 0.41666666,
                 0.5       , 0.5833333 , 0.6666667 , 0.75      , 0.8333333 , 0.9166667 ,
                 1.        ] : float32 [13]
                """)
    }

    @Test func blocksAreSeparatedByEmptyLines() {
        #expect(
            "\(Tensor.arange(to: 12).reshaped([2, 3, 2]))" == """
                [[[ 0,  1],
                  [ 2,  3],
                  [ 4,  5]],

                 [[ 6,  7],
                  [ 8,  9],
                  [10, 11]]] : int32 [2, 3, 2]
                """)
    }

    @Test func moreThanAThousandElementsShowTheirEnds() {
        #expect(
            "\(Tensor.arange(to: 1001))"
                == "[   0,    1,    2, ...,  998,  999, 1000] : int32 [1001]")
        #expect(!"\(Tensor.arange(to: 1000))".contains("..."))
        #expect(
            "\(Tensor.arange(to: 3000).reshaped([1000, 3]))" == """
                [[   0,    1,    2],
                 [   3,    4,    5],
                 [   6,    7,    8],
                 ...,
                 [2991, 2992, 2993],
                 [2994, 2995, 2996],
                 [2997, 2998, 2999]] : int32 [1000, 3]
                """)
    }

    /// Only what is shown decides the format, and the parts left out are never read.
    @Test func theFormatIsThatOfTheShownElements() {
        let x = Tensor.iota([1001]) .>= 500
        let rows = select(
            Tensor.binary(.and, x, Tensor.iota([1001]) .< 501), Tensor(1e9), Tensor(1.0))
        #expect("\(rows)" == "[1., 1., 1., ..., 1., 1., 1.] : float32 [1001]")
    }
}
