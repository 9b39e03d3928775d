import CLaminaKernels
import LaminaTestSupport
import Testing

/// Short loops run without a program: the same bits as through one, which a loop of many operands asks for.
@Suite struct FusedShortTests {
    /// How an operand of a loop over `[rows, columns]` is stored.
    enum View: CaseIterable {
        case whole, single, row, column, transposed

        func strides(_ rows: Int, _ columns: Int) -> [Int] {
            switch self {
            case .whole: [columns, 1]
            case .single: [0, 0]
            case .row: [0, 1]
            case .column: [1, 0]
            case .transposed: [1, rows]
            }
        }
    }

    /// More inputs than a short loop has places for.
    private static let many = 16

    /// What `op` makes of the operands, with what lies behind the result.
    private static func run(
        _ op: lk_op, _ views: [View], _ rows: Int, _ columns: Int, overwriting: Bool = false,
        seed: UInt64, asProgram: Bool
    ) -> [UInt32] {
        var loop = Loop([rows, columns])
        var registers = views.map { loop.input(strides: $0.strides(rows, columns)) }
        if asProgram {
            for _ in views.count..<many { registers.append(loop.input(strides: [0, 0])) }
        }
        loop.output(loop.apply(op, 0, views.count - 1))
        // Behind every operand and the result lie numbers that nothing may change.
        let size = rows * columns + 64
        let memory = UnsafeMutablePointer<Float>.allocate(capacity: size * (registers.count + 1))
        defer { memory.deallocate() }
        memory.initialize(repeating: 17, count: size * (registers.count + 1))
        var random = SplitMix(seed: seed)
        for operand in views.indices {
            for element in 0..<rows * columns { memory[operand * size + element] = random.number() }
        }
        let output = overwriting ? memory : memory + registers.count * size
        loop.run(registers.indices.map { UnsafeRawPointer(memory + $0 * size) }, [output])
        return (0..<size).map { output[$0].bitPattern }
    }

    @Test(arguments: [1, 2, 63, 64, 65, 127, 128, 1000, 4097, 8192, 8193])
    func givesTheBitsOfAProgram(count: Int) {
        let operations: [(op: lk_op, operands: Int)] = [
            (LK_ADD, 2), (LK_DIVIDE, 2), (LK_MAXIMUM, 2), (LK_TANH, 1), (LK_RELU, 1),
        ]
        for (op, operands) in operations {
            for views: [View] in [[.whole, .whole], [.whole, .single], [.single, .whole]] {
                let views = Array(views.prefix(operands))
                for overwriting in [false, true] where !overwriting || views[0] == .whole {
                    let results = [false, true].map {
                        Self.run(
                            op, views, 1, count, overwriting: overwriting, seed: UInt64(count),
                            asProgram: $0)
                    }
                    #expect(results[0] == results[1], "operation \(op.rawValue), \(views)")
                    #expect(results[0].suffix(64).allSatisfy { $0 == Float(17).bitPattern })
                }
            }
        }
    }

    @Test(arguments: View.allCases, View.allCases) func readsStridedOperands(a: View, b: View) {
        for (rows, columns) in [(3, 5), (8, 16), (64, 2), (33, 70), (64, 64), (65, 64)] {
            let results = [false, true].map {
                Self.run(LK_SUBTRACT, [a, b], rows, columns, seed: 3, asProgram: $0)
            }
            #expect(results[0] == results[1], "[\(rows), \(columns)]")
        }
    }

    /// A result of another element size: bytes from numbers.
    @Test(arguments: [1, 64, 100]) func comparesIntoBytes(count: Int) {
        var random = SplitMix(seed: 7)
        let (a, b) = (
            (0..<count).map { _ in random.number() }, (0..<count).map { _ in random.number() }
        )
        var loop = Loop([count])
        let (x, y) = (loop.input(), loop.input())
        loop.output(loop.apply(LK_LESS, x, y), dtype: LK_BOOL)
        var result = [UInt8](repeating: 9, count: count + 64)
        result.withUnsafeMutableBytes { output in
            a.withUnsafeBytes { a in
                b.withUnsafeBytes { b in
                    loop.run([a.baseAddress!, b.baseAddress!], [output.baseAddress!])
                }
            }
        }
        #expect(Array(result.prefix(count)) == zip(a, b).map { $0 < $1 ? 1 : 0 })
        #expect(result.suffix(64).allSatisfy { $0 == 9 })
    }
}

extension SplitMix {
    /// Between -4 and 4.
    fileprivate mutating func number() -> Float {
        Float(Int32(truncatingIfNeeded: next() >> 32)) / 0x1p29
    }
}
