import CLaminaKernels
import LaminaTestSupport
import Testing

@Suite struct PhiloxTests {
    /// The definition: Salmon et al. (2011), section 3.3, ten rounds.
    private static func philox(counter: [UInt32], key: [UInt32]) -> [UInt32] {
        var (x, key) = (counter, key)
        for _ in 0..<10 {
            let first = x[0].multipliedFullWidth(by: 0xD251_1F53)
            let second = x[2].multipliedFullWidth(by: 0xCD9E_8D57)
            x = [second.high ^ x[1] ^ key[0], second.low, first.high ^ x[3] ^ key[1], first.low]
            key = [key[0] &+ 0x9E37_79B9, key[1] &+ 0xBB67_AE85]
        }
        return x
    }

    /// The lines "philox4x32 10" of Random123's kat_vectors.
    @Test func theDefinitionGivesTheKnownAnswers() {
        let ones = UInt32.max
        #expect(
            Self.philox(counter: [0, 0, 0, 0], key: [0, 0])
                == [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8])
        #expect(
            Self.philox(counter: [ones, ones, ones, ones], key: [ones, ones])
                == [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD])
        #expect(
            Self.philox(
                counter: [0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344],
                key: [0xA409_3822, 0x299F_31D0])
                == [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1])
    }

    @Test(arguments: [0, 1, 3, 4, 5, 63, 64, 65, 1001, 200_003])
    func theKernelFollowsTheDefinition(count: Int) {
        for key in [[0, 0], [UInt32.max, UInt32.max], [0xA409_3822, 0x299F_31D0]] as [[UInt32]] {
            var out = [UInt32](repeating: 7, count: count + 1)
            lk_philox(key, &out, Int64(count))
            let expected = (0..<(count + 3) / 4).flatMap {
                Self.philox(counter: [UInt32($0), 0, 0, 0], key: key)
            }
            #expect(out == Array(expected.prefix(count)) + [7])
        }
    }

    @Test func theNumberOfThreadsChangesNoBit() {
        func draw() -> [UInt32] {
            var out = [UInt32](repeating: 0, count: 300_001)
            lk_philox([1, 2], &out, 300_001)
            return out
        }
        #expect(withThreads(3, draw) == withThreads(1, draw))
    }
}
