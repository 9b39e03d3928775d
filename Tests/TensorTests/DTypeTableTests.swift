import LaminaGraph
import LaminaTensor
import Testing

/// The table of docs/dtypes.md, pair by pair, against what operations do.
@Suite struct DTypeTableTests {
    private static let types: [DType] = [
        .float32, .bfloat16, .float16, .float64, .int8, .int16, .int32, .int64, .uint8, .uint16,
        .uint32, .uint64, .bool,
    ]
    private static let short: [String: DType] = [
        "f32": .float32, "bf16": .bfloat16, "f16": .float16, "f64": .float64, "i8": .int8,
        "i16": .int16, "i32": .int32, "i64": .int64, "u8": .uint8, "u16": .uint16,
        "u32": .uint32, "u64": .uint64, "bool": .bool,
    ]
    /// Rows and columns in the order of `types`.
    private static let table = """
        f32 f32 f32 f64 f32 f32 f32 f32 f32 f32 f32 f32 f32
        f32 bf16 f32 f64 bf16 bf16 bf16 bf16 bf16 bf16 bf16 bf16 bf16
        f32 f32 f16 f64 f16 f16 f16 f16 f16 f16 f16 f16 f16
        f64 f64 f64 f64 f64 f64 f64 f64 f64 f64 f64 f64 f64
        f32 bf16 f16 f64 i8 i16 i32 i64 i16 i32 i64 f32 i8
        f32 bf16 f16 f64 i16 i16 i32 i64 i16 i32 i64 f32 i16
        f32 bf16 f16 f64 i32 i32 i32 i64 i32 i32 i64 f32 i32
        f32 bf16 f16 f64 i64 i64 i64 i64 i64 i64 i64 f32 i64
        f32 bf16 f16 f64 i16 i16 i32 i64 u8 u16 u32 u64 u8
        f32 bf16 f16 f64 i32 i32 i32 i64 u16 u16 u32 u64 u16
        f32 bf16 f16 f64 i64 i64 i64 i64 u32 u32 u32 u64 u32
        f32 bf16 f16 f64 f32 f32 f32 f32 u64 u64 u64 u64 u64
        f32 bf16 f16 f64 i8 i16 i32 i64 u8 u16 u32 u64 bool
        """

    private static func promoted(_ a: Int, _ b: Int) -> DType? {
        let row = table.split(separator: "\n")[a]
        return short[String(row.split(separator: " ")[b])]
    }

    @Test func everyPairOfTypesGivesTheTables() throws {
        for (i, a) in Self.types.enumerated() {
            for (j, b) in Self.types.enumerated() {
                let want = try #require(Self.promoted(i, j))
                #expect(DType.promoted(a, b) == want, "\(a), \(b)")
                let (x, y) = (Tensor.ones([2], dtype: a), Tensor.ones([2], dtype: b))
                let isEqual = x.isEqual(to: y)
                #expect(isEqual.dtype == .bool)
                #expect(isEqual.array(as: Bool.self) == [true, true], "\(a), \(b)")
                #expect(select(isEqual, x, y).dtype == want)
                guard want != .bool else { continue }
                #expect((x + y).dtype == want, "\(a) + \(b)")
                for device in [Device.cpu, Device.reference] {
                    let values = device.use {
                        [x + y, x - y, x * y, x / y, maximum(x, y)].map {
                            $0.array(as: Double.self)
                        }
                    }
                    #expect(values == [[2, 2], [0, 0], [1, 1], [1, 1], [1, 1]], "\(a), \(b)")
                }
            }
        }
    }

    @Test func swiftNumbersAreWeak() {
        for type in Self.types {
            let x = Tensor.ones([2], dtype: type)
            let whole = type == .bool ? DType.int32 : type
            let fraction = type.isFloatingPoint ? type : .float32
            #expect((x + 1).dtype == whole, "\(type)")
            #expect((2 * x).dtype == whole, "\(type)")
            #expect((x * 1.5).dtype == fraction, "\(type)")
            #expect((x / 2.5).dtype == fraction, "\(type)")
            #expect((x + 1).array() == [2, 2])
            #expect((x * 1.5).array() == [1.5, 1.5])
        }
    }

    @Test func everyTypeReducesOnBothDevices() {
        for type in Self.types {
            let x = Tensor([[1, 0, 1], [1, 1, 1]]).asType(type)
            for device in [Device.cpu, Device.reference] {
                let results = device.use {
                    [
                        x.sum(axis: 1), x.product(axis: 1), x.max(axis: 1), x.min(axis: 1),
                        x.any(axis: 1), x.all(axis: 1), x.argMin(axis: 1), x.mean(axis: 1),
                    ].map { $0.array() }
                }
                let want: [[Float]] = [
                    [2, 3], [0, 1], [1, 1], [0, 1], [1, 1], [0, 1], [1, 0],
                ]
                #expect(Array(results.prefix(7)) == want, "\(type) on \(device.name)")
                #expect(results[7][1] == 1)
            }
        }
    }

    @Test func integersWrap() {
        #expect((Tensor([127] as [Int8]) + 1).array(as: Int.self) == [-128])
        #expect((Tensor([0] as [UInt16]) - 1).array(as: Int.self) == [65535])
        #expect((Tensor([Int32.min]) * -1).array(as: Int.self) == [Int(Int32.min)])
    }

    @Test func conversionsCutAndWrap() {
        let x = Tensor([2.9, -2.9, 0, 300])
        #expect(x.asType(.int32).array(as: Int.self) == [2, -2, 0, 300])
        #expect(x.asType(.bool).array(as: Bool.self) == [true, true, false, true])
        #expect(Tensor([300, -1] as [Int32]).asType(.uint8).array(as: Int.self) == [44, 255])
        #expect(Tensor([.nan]).asType(.bool).array(as: Bool.self) == [true])
        #expect(Tensor([70_000]).asType(.float16).array() == [.infinity])
    }
}
