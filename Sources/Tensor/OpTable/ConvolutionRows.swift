import LaminaGraph

let convolutionRows: [OpRow] = forwardRows + transposedRows + vectorRows

private let forwardRows: [OpRow] = {
    let file = "Operations/Convolution.swift"
    return [
        OpRow(
            "conv1D", in: file, [.normal([2, 7, 4]), .normal([3, 2, 6])],
            also: [
                [.normal([0, 7, 4]), .normal([3, 2, 6])],
                [.normal([1, 3, 2]), .normal([3, 1, 2])],
                [.normal([1, 17, 8]), .normal([5, 4, 2])],
            ],
            golden: """
                torch.conv1d(t(a).permute(0, 2, 1), t(b).permute(2, 1, 0), stride=2, padding=1, \
                groups=2).permute(0, 2, 1)
                """,
            wrong: [
                WrongCall("not rank 2 and 3") {
                    conv1D($0[0].reshaped([14, 4]), filter: $0[1])
                },
                WrongCall("takes 2 channels in each of 1 groups, and x has 4") {
                    conv1D($0[0], filter: $0[1])
                },
            ]
        ) { conv1D($0[0], filter: $0[1], stride: 2, padding: .symmetric(1), groups: 2) },
        OpRow(
            "conv2D", in: file, [.normal([2, 5, 6, 4]), .normal([3, 2, 2, 6])],
            also: [
                [.normal([0, 5, 6, 4]), .normal([3, 2, 2, 6])],
                [.normal([1, 1, 1, 2]), .normal([1, 1, 1, 2])],
                [.normal([1, 4, 17, 2]), .normal([2, 3, 1, 4])],
            ],
            golden: """
                torch.conv2d(torch.nn.functional.pad(t(a).permute(0, 3, 1, 2), (0, 0, 1, 1)), \
                t(b).permute(3, 2, 0, 1), stride=2, groups=2).permute(0, 2, 3, 1)
                """,
            wrong: [
                WrongCall("x has 4") { conv2D($0[0], filter: $0[1]) },
                WrongCall("spans 9 elements of axis 1, which has 5") {
                    conv2D($0[0], filter: $0[1], dilation: [4, 1], groups: 2)
                },
                WrongCall("stride is 0") { conv2D($0[0], filter: $0[1], stride: 0, groups: 2) },
                WrongCall("stride [1, 2, 3] does not fit 2 axes") {
                    conv2D($0[0], filter: $0[1], stride: [1, 2, 3], groups: 2)
                },
                WrongCall("not int32") {
                    conv2D($0[0].asType(.int32), filter: $0[1].asType(.int32), groups: 2)
                },
            ]
        ) { conv2D($0[0], filter: $0[1], stride: 2, padding: .same, groups: 2) },
        OpRow(
            "conv2D, dilated", in: file, [.normal([1, 7, 8, 1]), .normal([3, 3, 1, 2])],
            golden: """
                torch.conv2d(torch.nn.functional.pad(t(a).permute(0, 3, 1, 2), (0, 2, 1, 0)), \
                t(b).permute(3, 2, 0, 1), dilation=(2, 1), stride=(1, 3)).permute(0, 2, 3, 1)
                """
        ) {
            conv2D(
                $0[0], filter: $0[1], stride: [1, 3],
                padding: .explicit(before: [1, 0], after: [0, 2]), dilation: [2, 1])
        },
        OpRow(
            "conv3D", in: file, [.normal([1, 5, 4, 3, 2]), .normal([2, 2, 3, 1, 4])],
            also: [
                [.normal([0, 5, 4, 3, 2]), .normal([2, 2, 3, 1, 4])],
                [.normal([2, 3, 2, 5, 2]), .normal([3, 1, 2, 1, 2])],
            ],
            golden: """
                torch.conv3d(t(a).permute(0, 4, 1, 2, 3), t(b).permute(4, 3, 0, 1, 2), \
                stride=(2, 1, 1), padding=1, dilation=(2, 1, 1), groups=2).permute(0, 2, 3, 4, 1)
                """,
            wrong: [
                WrongCall("not rank 5 and 4") {
                    conv3D($0[0], filter: $0[1].reshaped([2, 2, 3, 4]))
                }
            ]
        ) {
            conv3D(
                $0[0], filter: $0[1], stride: [2, 1, 1], padding: .symmetric(1),
                dilation: [2, 1, 1], groups: 2)
        },
        OpRow(
            "depthwiseConv2D", in: file, [.normal([1, 4, 5, 3]), .normal([2, 3, 3, 2])],
            also: [[.normal([0, 4, 5, 3]), .normal([2, 3, 3, 1])]],
            golden: """
                torch.conv2d(t(a).permute(0, 3, 1, 2), \
                t(b).reshape(2, 3, 1, 6).permute(3, 2, 0, 1), groups=3).permute(0, 2, 3, 1)
                """,
            wrong: [
                WrongCall("axis 2 for the 3 channels") {
                    depthwiseConv2D($0[0], filter: $0[1].transposed([0, 1, 3, 2]))
                }
            ]
        ) { depthwiseConv2D($0[0], filter: $0[1]) },
    ]
}()

private let transposedRows: [OpRow] = {
    let file = "Operations/TransposedConvolution.swift"
    return [
        OpRow(
            "convTransposed1D", in: file, [.normal([2, 5, 4]), .normal([3, 3, 4])],
            also: [
                [.normal([0, 5, 4]), .normal([3, 3, 4])],
                [.normal([1, 1, 2]), .normal([3, 1, 2])],
            ],
            golden: """
                torch.conv_transpose1d(t(a).permute(0, 2, 1), t(b).permute(2, 1, 0), stride=2, \
                padding=1, output_padding=1, groups=2).permute(0, 2, 1)
                """,
            wrong: [
                WrongCall("outputPadding 2 with a stride of 2") {
                    convTransposed1D($0[0], filter: $0[1], stride: 2, outputPadding: 2)
                }
            ]
        ) {
            convTransposed1D(
                $0[0], filter: $0[1], stride: 2, padding: .symmetric(1), outputPadding: 1, groups: 2
            )
        },
        OpRow(
            "convTransposed2D", in: file, [.normal([1, 3, 4, 2]), .normal([3, 2, 3, 2])],
            also: [[.normal([0, 3, 4, 2]), .normal([3, 2, 3, 2])]],
            golden: """
                torch.conv_transpose2d(t(a).permute(0, 3, 1, 2), t(b).permute(3, 2, 0, 1), \
                stride=(2, 1), padding=1, dilation=(1, 2)).permute(0, 2, 3, 1)
                """,
            wrong: [
                WrongCall("x has 2 channels, and the filter takes 3") {
                    convTransposed2D($0[0], filter: $0[1].transposed([0, 1, 3, 2]))
                },
                WrongCall("leaves -1 positions on axis 1") {
                    convTransposed2D($0[0], filter: $0[1], padding: .symmetric(3))
                },
            ]
        ) {
            convTransposed2D(
                $0[0], filter: $0[1], stride: [2, 1], padding: .symmetric(1), dilation: [1, 2])
        },
        OpRow(
            "convTransposed2D, same", in: file, [.normal([1, 2, 3, 1]), .normal([3, 3, 2, 1])]
        ) { convTransposed2D($0[0], filter: $0[1], stride: 2, padding: .same) },
        OpRow(
            "convTransposed3D", in: file, [.normal([1, 2, 3, 2, 2]), .normal([3, 2, 1, 2, 2])],
            also: [[.normal([0, 2, 3, 2, 2]), .normal([3, 2, 1, 2, 2])]],
            golden: """
                torch.conv_transpose3d(t(a).permute(0, 4, 1, 2, 3), t(b).permute(4, 3, 0, 1, 2), \
                stride=(2, 1, 1), padding=(1, 0, 0), output_padding=(1, 0, 0)\
                ).permute(0, 2, 3, 4, 1)
                """,
            wrong: [
                WrongCall("stride is -1") {
                    convTransposed3D($0[0], filter: $0[1], stride: [1, -1, 1])
                }
            ]
        ) {
            convTransposed3D(
                $0[0], filter: $0[1], stride: [2, 1, 1],
                padding: .explicit(before: [1, 0, 0], after: [1, 0, 0]), outputPadding: [1, 0, 0])
        },
    ]
}()

private let vectorRows: [OpRow] = {
    let file = "Operations/Correlation.swift"
    let pair: [Operand] = [.normal([5]), .normal([3])]
    let others: [[Operand]] = [
        [.normal([3]), .normal([6])], [.normal([1]), .normal([1])], [.normal([17]), .normal([4])],
    ]
    return [
        OpRow(
            "convolve", in: file, pair, also: others, golden: "np.convolve(a, b)",
            wrong: [
                WrongCall("not [5, 1] and [3]") { convolve($0[0].reshaped([5, 1]), $0[1]) }
            ]
        ) { convolve($0[0], $0[1]) },
        OpRow(
            "convolve, same", in: file, [.normal([4]), .normal([5])],
            golden: "np.convolve(a, b, 'same')"
        ) { convolve($0[0], $0[1], mode: .same) },
        OpRow(
            "correlate", in: file, pair, also: others, golden: "np.correlate(a, b)",
            wrong: [WrongCall("not [5] and []") { correlate($0[0], $0[1].sum()) }]
        ) { correlate($0[0], $0[1]) },
        OpRow(
            "correlate, same", in: file, [.normal([2]), .normal([5])],
            golden: "np.correlate(a, b, 'same')"
        ) { correlate($0[0], $0[1], mode: .same) },
    ]
}()
