import LaminaGraph

/// Attention, ways to tell positions, and recurrent networks.
let attentionRows: [OpRow] = attentions + positions + recurrences

private let attentions: [OpRow] = {
    let file = "Operations/Attention.swift"
    let three: [Operand] = [.normal([2, 3, 2, 4]), .normal([2, 5, 2, 4]), .normal([2, 5, 2, 3])]
    let golden = "torch.nn.functional.scaled_dot_product_attention"
    let heads = "t(a).transpose(1, 2), t(b).transpose(1, 2), t(c).transpose(1, 2)"
    return [
        OpRow(
            "scaledDotProductAttention", in: file, three,
            also: [
                [.normal([1, 1, 1, 1]), .normal([1, 1, 1, 1]), .normal([1, 1, 1, 1])],
                [.normal([3, 2, 17]), .normal([4, 2, 17]), .normal([4, 2, 5])],
                [.normal([0, 3, 2, 4]), .normal([0, 5, 2, 4]), .normal([0, 5, 2, 3])],
                [.normal([1, 3, 2, 4]), .normal([1, 0, 2, 4]), .normal([1, 0, 2, 3])],
            ],
            golden: "\(golden)(\(heads)).transpose(1, 2)",
            wrong: [
                WrongCall("heads of query have size 4, of key 3") {
                    scaledDotProductAttention($0[0], $0[2], $0[2])
                },
                WrongCall("key has 5 positions of 2 heads, value 3 of 2") {
                    scaledDotProductAttention($0[0], $0[1], $0[0])
                },
                WrongCall("3 key heads cannot serve 2 heads alike") {
                    let key = Tensor.ones([2, 5, 3, 4])
                    return scaledDotProductAttention($0[0], key, key)
                },
                WrongCall("ranks 2, 4 and 4") {
                    scaledDotProductAttention(.ones([3, 4]), $0[1], $0[2])
                },
                WrongCall("a mask float32 [4, 5] does not broadcast to the scores [2, 2, 3, 5]") {
                    scaledDotProductAttention($0[0], $0[1], $0[2], mask: .ones([4, 5]))
                },
                WrongCall("dropout 1.0 lies outside 0..<1") {
                    scaledDotProductAttention($0[0], $0[1], $0[2], dropout: 1)
                },
            ]
        ) { scaledDotProductAttention($0[0], $0[1], $0[2]) },
        OpRow(
            "scaledDotProductAttention, causal", in: file, three,
            golden: "\(golden)(\(heads), is_causal=True, scale=0.3).transpose(1, 2)"
        ) { scaledDotProductAttention($0[0], $0[1], $0[2], isCausal: true, scale: 0.3) },
        OpRow(
            "scaledDotProductAttention, grouped heads", in: file,
            [.normal([2, 3, 4, 3]), .normal([2, 4, 2, 3]), .normal([2, 4, 2, 2])],
            golden: "\(golden)(\(heads), enable_gqa=True).transpose(1, 2)"
        ) { scaledDotProductAttention($0[0], $0[1], $0[2]) },
        OpRow(
            "scaledDotProductAttention, bool mask", in: file,
            three + [.values([1, -1, 1, 1, -1, -1, -1, 1, -1, 1, 1, 1, 1, -1, -1], [3, 5])],
            golden: "\(golden)(\(heads), attn_mask=t(d) > 0).transpose(1, 2)"
        ) { scaledDotProductAttention($0[0], $0[1], $0[2], mask: ($0[3] .> 0)) },
        OpRow(
            "scaledDotProductAttention, added mask", in: file, three + [.normal([2, 1, 5])],
            golden: "\(golden)(\(heads), attn_mask=t(d)).transpose(1, 2)"
        ) { scaledDotProductAttention($0[0], $0[1], $0[2], mask: $0[3]) },
        OpRow("scaledDotProductAttention, dropout", in: file, three) {
            scaledDotProductAttention(
                $0[0], $0[1], $0[2], dropout: 0.4, key: RandomKey(seed: 5))
        },
    ]
}()

private let positions: [OpRow] = {
    let file = "Operations/PositionEncodings.swift"
    let none = [Check: String].derivatives("has no operand")
    return [
        OpRow(
            "rotaryEmbedding", in: file, [.normal([2, 3, 2, 4])], also: [[.normal([0, 1, 2])]],
            golden: """
                (lambda w: np.concatenate([a[..., :2] * np.cos(w) - a[..., 2:] * np.sin(w), \
                a[..., :2] * np.sin(w) + a[..., 2:] * np.cos(w)], -1))\
                (np.arange(3.0)[:, None, None] * np.array([1, 0.01]))
                """,
            wrong: [
                WrongCall("[2, 4] is not […, length, heads, even size]") { _ in
                    rotaryEmbedding(.ones([2, 4]))
                },
                WrongCall("positions [4] do not broadcast to [2, 3]") {
                    rotaryEmbedding($0[0], positions: .ones([4]))
                },
            ]
        ) { rotaryEmbedding($0[0]) },
        OpRow(
            "rotaryEmbedding, neighbours", in: file,
            [.normal([2, 3, 2, 4]), .integers(0..<50, [2, 3], .int32)],
            golden: """
                (lambda w, z: np.stack([(z * np.exp(1j * w)).real, (z * np.exp(1j * w)).imag], \
                -1).reshape(2, 3, 2, 4))(b[..., None, None] * np.array([1, 0.1]), \
                a[..., ::2] + 1j * a[..., 1::2])
                """
        ) { rotaryEmbedding($0[0], positions: $0[1], base: 100, isInterleaved: true) },
        OpRow(
            "sinusoidalPositions", in: file, [],
            golden: """
                (lambda w: np.stack([np.sin(w), np.cos(w)], -1).reshape(5, 6)[:, :5])\
                (np.arange(5.0)[:, None] * 10000.0 ** (-2 * np.arange(3) / 5))
                """,
            wrong: [
                WrongCall("[2, 0] is no table") { _ in
                    sinusoidalPositions(length: 2, features: 0)
                }
            ], without: none
        ) { _ in sinusoidalPositions(length: 5, features: 5) },
        OpRow(
            "linearBias", in: file, [],
            golden: """
                -np.abs(np.arange(3)[:, None] + 1 - np.arange(4)) * \
                2.0 ** (-8 * np.arange(1, 3)[:, None, None] / 2)
                """,
            wrong: [
                WrongCall("[0, 2, 3] is no shape of scores") { _ in
                    linearBias(heads: 0, queries: 2, keys: 3)
                }
            ], without: none
        ) { _ in linearBias(heads: 2, queries: 3, keys: 4) },
    ]
}()

private let recurrences: [OpRow] = {
    let file = "Operations/Recurrent.swift"
    func operands(_ gates: Int, _ hidden: Int = 2) -> [Operand] {
        let rows = gates * hidden
        return [
            .normal([3, 4, 3]), .normal([rows, 3]), .normal([rows, hidden]), .normal([rows]),
            .normal([rows]),
        ]
    }
    let weights = "[t(b), t(c), t(d), t(e)], True, 1, 0.0, False, False, True"
    return [
        OpRow(
            "lstm", in: file, operands(4),
            also: [
                [
                    .normal([2, 0, 3]), .normal([4, 3]), .normal([4, 1]), .normal([4]),
                    .normal([4]),
                ],
                [
                    .normal([0, 2, 3]), .normal([4, 3]), .normal([4, 1]), .normal([4]),
                    .normal([4]),
                ],
            ],
            golden: "torch.lstm(t(a), (t(0 * a[None, :, 0, :2]),) * 2, \(weights))[0]",
            wrong: [
                WrongCall("hiddenWeight is [6, 2], not [4 hidden, hidden]") {
                    lstm($0[0], inputWeight: $0[1], hiddenWeight: .ones([6, 2])).output
                },
                WrongCall("inputWeight is [8, 2], not [8, 3]") {
                    lstm($0[0], inputWeight: $0[2], hiddenWeight: $0[2]).output
                },
                WrongCall("inputBias is [2], not [8]") {
                    lstm(
                        $0[0], inputWeight: $0[1], hiddenWeight: $0[2], inputBias: .ones([2])
                    ).output
                },
                WrongCall("cell is [1, 2], not [3, 2]") {
                    lstm(
                        $0[0], initial: (.ones([3, 2]), .ones([1, 2])), inputWeight: $0[1],
                        hiddenWeight: $0[2]
                    ).output
                },
                WrongCall("x has rank 2, not the 3 axes") {
                    lstm($0[1], inputWeight: $0[1], hiddenWeight: $0[2]).output
                },
            ]
        ) {
            lstm(
                $0[0], inputWeight: $0[1], hiddenWeight: $0[2], inputBias: $0[3],
                hiddenBias: $0[4]
            ).output
        },
        OpRow(
            "lstm, last states", in: file,
            operands(4) + [.normal([3, 2]), .normal([3, 2])],
            golden: """
                (lambda r: torch.cat([r[1][0], r[2][0]], 1))(torch.lstm(t(a), (t(f[None]), \
                t(g[None])), \(weights)))
                """
        ) {
            let run = lstm(
                $0[0], initial: ($0[5], $0[6]), inputWeight: $0[1], hiddenWeight: $0[2],
                inputBias: $0[3], hiddenBias: $0[4])
            return concatenated([run.hidden, run.cell], axis: 1)
        },
        OpRow(
            "lstm, lengths, reversed", in: file, operands(4),
            golden: """
                (lambda m: (m.load_state_dict(dict(zip(['weight_ih_l0', 'weight_hh_l0', \
                'bias_ih_l0', 'bias_hh_l0', 'weight_ih_l0_reverse', 'weight_hh_l0_reverse', \
                'bias_ih_l0_reverse', 'bias_hh_l0_reverse'], [t(b), t(c), t(d), t(e)] * 2))), \
                torch.nn.utils.rnn.pad_packed_sequence(m(torch.nn.utils.rnn.pack_padded_sequence(\
                t(a), torch.tensor([4, 1, 3]), True, False))[0], True)[0][..., 2:])[1])\
                (torch.nn.LSTM(3, 2, batch_first=True, bidirectional=True).double())
                """
        ) {
            lstm(
                $0[0], inputWeight: $0[1], hiddenWeight: $0[2], inputBias: $0[3],
                hiddenBias: $0[4], lengths: Tensor([4, 1, 3] as [Int32]), isReversed: true
            ).output
        },
        OpRow(
            "gru", in: file, operands(3),
            golden: "torch.gru(t(a), t(0 * a[None, :, 0, :2]), \(weights))[0]",
            wrong: [
                WrongCall("hiddenWeight is [8, 2], not [3 hidden, hidden]") {
                    gru($0[0], inputWeight: $0[1], hiddenWeight: .ones([8, 2])).output
                },
                WrongCall("lengths is float32 [3], not 3 integers") {
                    gru(
                        $0[0], inputWeight: $0[1], hiddenWeight: $0[2], lengths: .ones([3])
                    ).output
                },
                WrongCall("initial is [2], not [3, 2]") {
                    gru(
                        $0[0], initial: .ones([2]), inputWeight: $0[1], hiddenWeight: $0[2]
                    ).output
                },
            ]
        ) {
            gru(
                $0[0], inputWeight: $0[1], hiddenWeight: $0[2], inputBias: $0[3],
                hiddenBias: $0[4]
            ).output
        },
        OpRow(
            "gru, last state", in: file, operands(3) + [.normal([3, 2])],
            golden: "torch.gru(t(a), t(f[None]), \(weights))[1][0]"
        ) {
            gru(
                $0[0], initial: $0[5], inputWeight: $0[1], hiddenWeight: $0[2], inputBias: $0[3],
                hiddenBias: $0[4]
            ).hidden
        },
        OpRow(
            "rnn", in: file, operands(1, 3),
            golden: "torch.rnn_tanh(t(a), t(0 * a[None, :, 0, :3]), \(weights))[0]",
            wrong: [
                WrongCall("hiddenWeight is [3, 2], not [1 hidden, hidden]") {
                    rnn($0[0], inputWeight: $0[1], hiddenWeight: .ones([3, 2])).output
                }
            ]
        ) {
            rnn(
                $0[0], inputWeight: $0[1], hiddenWeight: $0[2], inputBias: $0[3],
                hiddenBias: $0[4]
            ).output
        },
        OpRow(
            "rnn, relu", in: file, operands(1, 2),
            golden: "torch.rnn_relu(t(a), t(0 * a[None, :, 0, :2]), \(weights))[0]"
        ) {
            rnn(
                $0[0], inputWeight: $0[1], hiddenWeight: $0[2], inputBias: $0[3],
                hiddenBias: $0[4], activation: .relu
            ).output
        },
    ]
}()
