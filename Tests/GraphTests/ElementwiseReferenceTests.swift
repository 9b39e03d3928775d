import Glibc
import LaminaGraph
import Testing

@Suite struct ElementwiseReferenceTests {
    private let nan = Double.nan

    private func unary(_ op: Unary, _ x: [Double], _ dtype: DType = .float64) throws -> [Double] {
        try evaluate(.unary(op), (x, TensorSpec([x.count], dtype)))
    }

    private func binary(
        _ op: Binary, _ a: [Double], _ b: [Double], _ dtype: DType = .float64
    ) throws -> [Double] {
        let spec = TensorSpec([a.count], dtype)
        return try evaluate(.binary(op), (a, spec), (b, spec))
    }

    @Test func unaryFunctionsAtKnownPoints() throws {
        #expect(try unary(.negate, [1, -2]) == [-1, 2])
        #expect(try unary(.abs, [1, -2]) == [1, 2])
        #expect(try unary(.sign, [-3, 0, 5]) == [-1, 0, 1])
        #expect(try unary(.exp, [0, 1]) == [1, M_E])
        #expect(try unary(.log, [1, 0, -1])[0...1] == [0, -.infinity])
        #expect(try unary(.expm1, [1e-20]) == [1e-20])
        #expect(try unary(.log1p, [1e-20]) == [1e-20])
        #expect(try unary(.sqrt, [9]) == [3])
        #expect(try unary(.rsqrt, [4]) == [0.5])
        #expect(try unary(.tanh, [0, 40]) == [0, 1])
        #expect(try unary(.sigmoid, [0, -1000]) == [0.5, 0])
        #expect(try unary(.relu, [-1, 2]) == [0, 2])
        #expect(try unary(.sin, [0, .pi / 2]) == [0, 1])
        #expect(try unary(.cos, [0, .pi]) == [1, -1])
        #expect(try unary(.erf, [0, 10]) == [0, 1])
        #expect(try unary(.floor, [-1.5]) == [-2])
        #expect(try unary(.ceil, [-1.5]) == [-1])
        #expect(try unary(.round, [0.5, 1.5, 2.5, -0.5]) == [0, 2, 2, 0])
        #expect(try unary(.isNaN, [nan, 1, .infinity]) == [1, 0, 0])
        #expect(try unary(.isFinite, [nan, 1, .infinity]) == [0, 1, 0])
        #expect(try unary(.not, [0, 1], .bool) == [1, 0])
        #expect(try unary(.not, [0, 5], .int8) == [-1, -6])
        #expect(try unary(.not, [0, 5], .uint8) == [255, 250])
    }

    @Test func maximumAndReluPassNaNOn() throws {
        #expect(
            try binary(.maximum, [nan, 1, 2], [1, nan, 3]).map(\.isNaN) == [true, true, false])
        #expect(
            try binary(.minimum, [nan, 1, 2], [1, nan, 3]).map(\.isNaN) == [true, true, false])
        #expect(try unary(.relu, [nan])[0].isNaN)
    }

    @Test func remainderHasTheSignOfTheDivisor() throws {
        let (a, b) = ([7.0, -7, 7, -7, 6], [3.0, 3, -3, -3, 3])
        #expect(try binary(.remainder, a, b) == [1, 2, -2, -1, 0])
        #expect(try binary(.remainder, [6, -6], [-3, 3]).map(\.sign) == [.minus, .plus])
        #expect(try binary(.remainder, a, b, .int32) == [1, 2, -2, -1, 0])
    }

    @Test func integersWrapAndDivideByZeroToZero() throws {
        #expect(try binary(.add, [127, -128], [1, -1], .int8) == [-128, 127])
        #expect(try binary(.subtract, [0], [1], .uint32) == [4_294_967_295])
        #expect(try binary(.multiply, [65_537], [65_537], .uint32) == [131_073])
        #expect(try binary(.multiply, [1_000_003], [1_000_033], .int32) == [-691_379_869])
        #expect(try binary(.divide, [7, -7, 5, -128], [2, 2, 0, -1], .int8) == [3, -3, 0, -128])
        #expect(try binary(.remainder, [5], [0], .int16) == [0])
        #expect(try binary(.power, [3, 2, -1, 2], [4, 0, -3, -1], .int32) == [81, 1, -1, 0])
        #expect(try unary(.negate, [-128], .int8) == [-128])
    }

    @Test func bitOperationsAndShifts() throws {
        #expect(try binary(.and, [12], [10], .uint8) == [8])
        #expect(try binary(.or, [12], [10], .uint8) == [14])
        #expect(try binary(.xor, [12], [10], .uint8) == [6])
        #expect(try binary(.xor, [1, 1, 0], [1, 0, 0], .bool) == [0, 1, 0])
        #expect(try binary(.shiftLeft, [1, 1], [7, 8], .uint8) == [128, 0])
        #expect(try binary(.shiftRight, [-8, 8, -8], [1, 1, 9], .int8) == [-4, 4, -1])
    }

    @Test func comparisonsAreFalseForNaNExceptNotEqual() throws {
        let spec = TensorSpec([3])
        let results = try Comparison.allCases.map {
            try evaluate(.compare($0), ([1, 2, nan], spec), ([1, 3, nan], spec))
        }
        #expect(
            results == [[1, 0, 0], [0, 1, 1], [0, 1, 0], [1, 1, 0], [0, 0, 0], [1, 0, 0]])
    }

    @Test func selectTakesTheFirstWhereTrue() throws {
        let (condition, spec) = (TensorSpec([2], .bool), TensorSpec([2]))
        let result = try evaluate(.select, ([1, 0], condition), ([1, 2], spec), ([3, 4], spec))
        #expect(result == [1, 4])
    }

    @Test func conversionCutsFractionsStopsAtTheEndsAndWrapsIntegers() throws {
        let x = [1.9, -1.9, 300, nan, -Double.infinity]
        func convert(_ x: [Double], _ from: DType, _ to: DType) throws -> [Double] {
            try evaluate(.convert(to), (x, TensorSpec([x.count], from)))
        }
        #expect(try convert(x, .float32, .int8) == [1, -1, 127, 0, -128])
        #expect(try convert([300, -1], .int32, .uint8) == [44, 255])
        #expect(try convert([0.5, 0, nan], .float32, .bool) == [1, 0, 1])
        #expect(try convert([1.0 / 3], .float64, .float32) == [Double(Float(1) / 3)])
    }

    @Test func halfTypesRoundToNearestTiesToEven() throws {
        // bfloat16 has 8 significant bits: 257 and 259 lie halfway between neighbours.
        #expect(try binary(.add, [256, 256], [1, 3], .bfloat16) == [256, 260])
        // float16 has 11, and ends at 65504.
        #expect(try binary(.add, [2048, 2048], [1, 3], .float16) == [2048, 2052])
        #expect(try binary(.multiply, [60_000], [2], .float16) == [.infinity])
        #expect(try binary(.multiply, [3e38], [2], .bfloat16) == [.infinity])
    }

    @Test func halfTypesRoundOnce() throws {
        // Just above the tie between 1 and the next number, by less than a float32 can show.
        let (brain, half) = (1 + 0x1p-8 + 0x1p-40, 1 + 0x1p-11 + 0x1p-40)
        func convert(_ x: Double, to dtype: DType) throws -> [Double] {
            try evaluate(.convert(dtype), ([x], TensorSpec([1], .float64)))
        }
        #expect(try convert(brain, to: .bfloat16) == [1 + 0x1p-7])
        #expect(try convert(-brain, to: .bfloat16) == [-1 - 0x1p-7])
        #expect(try convert(1 + 0x1p-8 - 0x1p-40, to: .bfloat16) == [1])
        #expect(try convert(half, to: .float16) == [1 + 0x1p-10])
    }
}
